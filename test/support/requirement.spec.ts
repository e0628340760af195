import { missingOf } from './requirement.js';
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
