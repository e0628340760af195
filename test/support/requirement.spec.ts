import { describeIf, missingOf } from './requirement.js';
import type { Requirement } from './requirement.js';

const there: Requirement = { name: 'paper', missing: () => undefined };
const absent: Requirement = { name: 'ink', missing: () => 'the pot is empty' };
const broken: Requirement = { name: 'a pen', missing: () => 'it has no nib' };

describe('missingOf', () => {
  it('finds nothing when everything is there', () => {
    expect(missingOf(there)).toBeUndefined();
    expect(missingOf([there, there])).toBeUndefined();
  });

  it('names every missing requirement with its reason', () => {
    expect(missingOf(absent)).toBe('needs ink: the pot is empty');
    expect(missingOf([there, absent, broken])).toBe('needs ink: the pot is empty; needs a pen: it has no nib');
  });
});

describe('describeIf', () => {
  /** What describeIf does with a group, told by stand-ins for Jest's own functions. */
  function deedOf(requirement: Requirement, ci: string): { deed: string; printed: string } {
    const deeds: string[] = [];
    const group = (how: string) => (_title: string, body: () => void) =>
      void (deeds.push(how), how === 'runs' && body());
    const real = { describe: globalThis.describe, it: globalThis.it, ci: process.env.CI };
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const runOne = (_name: string, test: () => void) => {
      try {
        test();
      } catch (error) {
        deeds.push(`fails: ${(error as Error).message}`); // describeIf throws nothing but errors
      }
    };
    Object.assign(globalThis, { describe: Object.assign(group('runs'), { skip: group('skips') }), it: runOne });
    process.env.CI = ci;
    try {
      describeIf(requirement, 'writing', () => deeds.push('body'));
      return { deed: deeds.join(', '), printed: stderr.mock.calls.map(([text]) => String(text)).join('') };
    } finally {
      Object.assign(globalThis, { describe: real.describe, it: real.it });
      process.env.CI = real.ci ?? '';
      stderr.mockRestore();
    }
  }

  it('runs the group where nothing is missing', () => {
    expect(deedOf(there, 'true')).toEqual({ deed: 'runs, body', printed: '' });
  });

  it('skips the group and prints why where something is missing', () => {
    expect(deedOf(absent, '')).toEqual({ deed: 'skips', printed: 'skipped: writing: needs ink: the pot is empty\n' });
  });

  it('fails with CI=true where something is missing', () => {
    expect(deedOf(absent, 'true')).toEqual({ deed: 'runs, fails: needs ink: the pot is empty', printed: '' });
  });
});
