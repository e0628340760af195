/** LIKE. Source: Microsoft Learn, "LIKE (Transact-SQL)". */
import { collationOf } from '../../../src/engine/collation/collation.js';
import { likeMatcher, patternIndex } from '../../../src/engine/collation/like.js';
import { SqlError } from '../../../src/engine/errors.js';

const CI = 'SQL_Latin1_General_CP1_CI_AS';
const CS = 'Latin1_General_CS_AS';

describe('LIKE', () => {
  test.each<[text: string, pattern: string, escape: string | null, collation: string, expected: boolean]>([
    ['abcdef', 'ab%', null, CI, true],
    ['xabcdef', 'ab%', null, CI, false],
    ['a book', '%book%', null, CI, true],
    ['Jean', '_ean', null, CI, true],
    ['ean', '_ean', null, CI, false],
    ['Carson', '[CK]ars[eo]n', null, CI, true],
    ['Karsen', '[CK]ars[eo]n', null, CI, true],
    ['Larsen', '[M-Z]arsen', null, CI, false],
    ['Parsen', '[M-Z]arsen', null, CI, true],
    ['dec', 'de[^l]%', null, CI, true],
    ['del', 'de[^l]%', null, CI, false],
    ['5%', '5[%]', null, CI, true],
    ['5a', '5[%]', null, CI, false],
    ['_n', '[_]n', null, CI, true],
    ['f', '[a-cdf]', null, CI, true],
    ['-', '[-acdf]', null, CI, true],
    ['[', '[[]', null, CI, true],
    [']', ']', null, CI, true],
    ['abc_d', 'abc[_]d%', null, CI, true],
    ['abcde', 'abc[def]%', null, CI, true],
    ['50% off', '%50!% off%', '!', CI, true],
    ['50 off', '%50!% off%', '!', CI, false],
    ['a!', 'a!!', '!', CI, true],
    ['ab', 'a!b', '!', CI, true],
    ['a', 'a!', '!', CI, false],
    ['a[b', 'a[b', null, CI, false],
    ['ABC', 'abc', null, CI, true],
    ['ABC', 'abc', null, CS, false],
    ['B', '[a-c]', null, CS, true],
    ['C', '[a-c]', null, CS, false],
    ['', '%', null, CI, true],
    ['', '_', null, CI, false],
    ['aXbXc', '%X%X%', null, CI, true],
    ['a\nb', 'a_b', null, CI, true],
  ])('%j is like %j (escape %j, %s): %j', (text, pattern, escape, collation, expected) => {
    expect(likeMatcher(pattern, escape, collationOf(collation))(text)).toBe(expected);
  });

  it('counts blanks at the end of a Unicode text, and of no other', () => {
    expect(likeMatcher('abc', null, collationOf(CI, true))('abc  ')).toBe(false);
    expect(likeMatcher('abc', null, collationOf(CI, false))('abc  ')).toBe(true);
    expect(likeMatcher('%King', null, collationOf(CI, false))('Robert King   ')).toBe(true);
  });

  it('counts blanks at the end of the pattern', () => {
    expect(likeMatcher('abc ', null, collationOf(CI, false))('abc')).toBe(false);
  });

  it('is 506 for an escape of more than one character', () => {
    expect(() => likeMatcher('a', '!!', collationOf(CI))).toThrow(SqlError);
  });

  it('ends soon for a pattern of many wildcards', () => {
    expect(likeMatcher('%a%a%a%a%a%a%a%a%b', null, collationOf(CI))('a'.repeat(2000))).toBe(false);
  });
});

describe('PATINDEX', () => {
  test.each<[pattern: string, text: string, expected: number]>([
    ['%ter%', 'interesting data', 3],
    ['%[^ 0-9A-Za-z]%', 'Please ensure the door is locked!', 33],
    ['%en_ure%', 'Please ensure the door is locked', 8],
    ['data', 'interesting data', 0],
    ['inter%', 'interesting data', 1],
    ['%data', 'interesting data', 13],
  ])('of %j in %j is %i', (pattern, text, expected) => {
    expect(patternIndex(pattern, collationOf(CI))(text)).toBe(expected);
  });
});
