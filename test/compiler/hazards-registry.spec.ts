import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HAZARDS } from '../../src/compiler/hazards/registry.js';
import { inRepository } from '../support/repository.js';

const COMPILER = inRepository('src/compiler');

/** Every whole code written in the compiler, and every beginning of one that is completed in a template. */
function written(): ReadonlySet<string> {
  const files = readdirSync(COMPILER, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.startsWith('hazards'));
  const texts = sources.map((file) => readFileSync(join(COMPILER, file), 'utf8'));
  return new Set(texts.flatMap((text) => text.match(/TSQL-[A-Z0-9-]+/g) ?? []));
}

const codes = written();
const isReported = (code: string): boolean =>
  codes.has(code) || [...codes].some((part) => part.endsWith('-') && code.startsWith(part));

describe('the register of hazards', () => {
  it('describes every code the compiler reports', () => {
    const isDescribed = (code: string): boolean => (code.endsWith('-') ? Object.keys(HAZARDS).some((each) => each.startsWith(code)) : Object.hasOwn(HAZARDS, code)); // prettier-ignore
    expect(codes.size).toBeGreaterThan(50);
    expect([...codes].filter((code) => !isDescribed(code))).toEqual([]);
  });

  it('describes no code that nothing reports', () => {
    expect(Object.keys(HAZARDS).filter((code) => !isReported(code))).toEqual([]);
  });
});
