import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_EXPLANATIONS } from '../../../src/agents/evaluator/report/finding-explanations.js';
import { SANDBOX_ERROR_CODES } from '../../../src/sandbox/sandbox-error.js';
import { inRepository } from '../../support/repository.js';

/** Codes of hazards are explained by the compiler; these shapes are no codes at all. */
const OTHERS = /^(?:TSQL-|UTF-|SHA-|ISO-|CP-|SQL-|NFK|US-ASCII|WINDOWS-|UTC|YYYY)/;

/** Failures of the sandbox have lower-case codes in a list of their own. */
const SANDBOX_CODES = new Set<string>(SANDBOX_ERROR_CODES);

/** Codes in string literals of the sources, with a file that raises each. */
function codesInSource(): Map<string, string> {
  const codes = new Map<string, string>();
  const files = readdirSync(inRepository('src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/^(?:engine|proof.reference)/.test(file)); // what the reference lacks is no finding: it is named inside of PROOF-NO-REFERENCE
  for (const file of files.sort()) {
    if (file.includes('explanations')) continue;
    const text = readFileSync(inRepository(join('src', file)), 'utf8');
    for (const [, code = ''] of text.matchAll(/['"`]([A-Z]{2,}(?:-[A-Z0-9]+)+)['"`]/g))
      if (!OTHERS.test(code)) codes.set(code, file);
  }
  return codes;
} // prettier-ignore

describe('explanations of findings', () => {
  it('cover every code the sources raise', () => {
    const missing = [...codesInSource()].filter(([code]) => !(code in FINDING_EXPLANATIONS));
    expect(missing).toEqual([]);
    expect([...SANDBOX_CODES].filter((code) => !(code in FINDING_EXPLANATIONS))).toEqual([]);
  });

  it('explain no code that nothing raises', () => {
    const raised = codesInSource();
    expect(Object.keys(FINDING_EXPLANATIONS).filter((code) => !raised.has(code) && !SANDBOX_CODES.has(code))).toEqual(
      [],
    );
  });

  it('say in sentences what is meant and what to do', () => {
    for (const { title, meaning, action } of Object.values(FINDING_EXPLANATIONS)) {
      expect(title).not.toMatch(/\.$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(action).toMatch(/^[A-Z].*\.$/);
    }
  });
});
