/** The reference page of codes that are not hazards, from the table that the report explains them with. */
import { FINDING_EXPLANATIONS } from '../../src/agents/evaluator/report/finding-explanations.js';
import { prose } from '../../src/agents/evaluator/report/markdown.js';
import { markdownTable } from './markdown-table.js';

/** Sections by the first part of a code; codes in lower case are the sandbox's. */
const SECTIONS: readonly (readonly [title: string, prefixes: RegExp])[] = [
  ['Input', /^(?:INPUT|CONFIG)-/],
  ['Reading scripts', /^(?:SYNTAX|CATALOG|SOURCE)-/],
  ['Rows', /^ROWS-/],
  ['Planning and translating', /^(?:PLAN|BLOCKED|COMPILE|ROUTINE|NEEDS)-/],
  ['Building and testing', /^(?:BUILD|TEST|TARGET|DBT|JINJA|POSTGRES)-/],
  ['Sandbox', /^[a-z]/],
  ['Output and the run itself', /./],
];

export function findingsPage(): string {
  const left = new Map(Object.entries(FINDING_EXPLANATIONS));
  const sections = SECTIONS.map(([title, prefixes]) => {
    const codes = [...left.keys()].filter((code) => prefixes.test(code)).sort();
    const rows = codes.map((code) => {
      const { title: name = '', meaning = '', action = '' } = left.get(code) ?? {};
      left.delete(code);
      return [`\`${code}\``, prose(name), prose(meaning), prose(action)];
    });
    return `## ${title}\n\n${markdownTable(['code', 'title', 'what it means', 'what to do'], rows)}\n`;
  });
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

const INTRODUCTION = `# Findings

Codes of messages and of \`migration_report.json\` that are not hazards of translation; those are in [hazards](hazards.md). A code keeps its meaning; messages may get better.
`;
