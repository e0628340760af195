import fc from 'fast-check';
import { likeText, parseLikePattern, regexText } from '../../../src/compiler/legalise/expression/like-pattern.js';

const like = (pattern: string, escape: string | null = null, target: 'duckdb' | 'postgres' = 'duckdb') => {
  const parsed = parseLikePattern(pattern, escape);
  return parsed && likeText(parsed, target);
};
const regex = (pattern: string, escape: string | null = null): string | null => {
  const parsed = parseLikePattern(pattern, escape);
  return parsed && regexText(parsed);
};

/** Microsoft Learn, "LIKE (Transact-SQL)". */
describe('patterns of LIKE', () => {
  it('stay LIKE where they have no set of characters', () => {
    expect(like('a%_b')).toEqual({ pattern: 'a%_b', escape: null });
    expect(like('50[%]')).toEqual({ pattern: '50!%', escape: '!' });
    expect(like('50!%', '!')).toEqual({ pattern: '50!%', escape: '!' });
    expect(like('x!y[_]')).toEqual({ pattern: 'x!y^_', escape: '^' });
    expect(like('a\\b', null, 'postgres')).toEqual({ pattern: 'a\\\\b', escape: null });
    expect(like('[a-c]%')).toBeNull();
  });

  it.each([
    ['[a-c]b_', '[a-c]b.'], ['[^a-c]%', '[^a-c].*'], ['a.c[de]', 'a\\.c[de]'], ['[]]x', '\\]x'], ['[a^b]', '[a\\^b]'], ['[-a]', '[\\-a]'], ['[[]', '\\['], ['%[0-9]%', '.*[0-9].*'],
  ])('%s is the regular expression %s', (pattern, expected) => {
    expect(regex(pattern)).toBe(expected);
  }); // prettier-ignore

  it('a set that is not closed, and an escape of more than one character, are no patterns', () => {
    expect([regex('a[b'), regex('a', 'xx')]).toEqual([null, null]);
  });

  it('plain text matches itself and nothing else', () => {
    const plain = fc.string().filter((text) => !/[%_[]/.test(text));
    fc.assert(
      fc.property(plain, plain, (text, other) => {
        const matches = (value: string): boolean => new RegExp(`^${regex(text) ?? ''}$`, 's').test(value);
        expect(matches(text)).toBe(true);
        expect(matches(other)).toBe(other === text);
      }),
    );
  });
});
