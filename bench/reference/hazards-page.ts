/** The reference page of hazards, from the table that the compiler reports them with. */
import { prose } from '../../src/agents/evaluator/report/markdown.js';
import { CONSTRUCT_HAZARDS } from '../../src/compiler/hazards/constructs.js';
import { EXPRESSION_HAZARDS } from '../../src/compiler/hazards/expressions.js';
import { QUERY_HAZARDS } from '../../src/compiler/hazards/queries.js';
import type { HazardTable } from '../../src/compiler/hazards/registry.js';
import { TARGET_HAZARDS } from '../../src/compiler/hazards/targets.js';
import { markdownTable } from './markdown-table.js';

const SECTIONS: readonly (readonly [title: string, table: HazardTable])[] = [
  ['Expressions', EXPRESSION_HAZARDS],
  ['Queries', QUERY_HAZARDS],
  ['Constructs and whole objects', CONSTRUCT_HAZARDS],
  ['Differences of the targets', TARGET_HAZARDS],
];

export function hazardsPage(): string {
  const sections = SECTIONS.map(([title, table]) => `## ${title}\n\n${markdownTable(HEAD, rowsOf(table))}\n`);
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

const HEAD = [
  'code',
  'severity',
  'message',
  'what SQL Server does, why the target may differ',
  'what was done, what to do',
];

/** `%s` in a message stands for the name or construct at the place. */
function rowsOf(table: HazardTable): string[][] {
  return Object.keys(table)
    .sort()
    .flatMap((code) => {
      const hazard = table[code];
      if (!hazard) return [];
      const message = hazard.message.replaceAll('%s', '...').replace(/\.{4}$/, '...');
      return [[`\`${code}\``, hazard.severity, prose(message), prose(hazard.explanation), prose(hazard.handling)]];
    });
}

const INTRODUCTION = `# Hazards

Places where source and target may silently differ, and constructs that are not translated. Every one in a report has its file, line and column.

- \`info\`: the meaning is kept, and it is worth knowing how.
- \`warning\`: the object is converted; in the cases named its results can differ.
- \`error\`: there is no faithful translation. The object needs review and its model is switched off.

Other codes are in [findings](findings.md).
`;
