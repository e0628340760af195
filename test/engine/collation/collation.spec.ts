/** How texts are compared. Sources: Microsoft Learn, "Collation and Unicode support", "Windows collation name", "SQL Server collation name". */
import { collationOf } from '../../../src/engine/collation/collation.js';
import { NotInEngine, SqlError } from '../../../src/engine/errors.js';

const sorted = (texts: readonly string[], name: string, isUnicode = true): string[] =>
  texts.toSorted(collationOf(name, isUnicode).compare);

describe('whether two texts are equal', () => {
  test.each<[string, string, string, boolean]>([
    ['Latin1_General_CI_AS', 'abc', 'ABC', true],
    ['Latin1_General_CS_AS', 'abc', 'ABC', false],
    ['Latin1_General_CI_AS', 'resume', 'résumé', false],
    ['Latin1_General_CI_AI', 'resume', 'RÉSUMÉ', true],
    ['Latin1_General_CS_AI', 'resume', 'résumé', true],
    ['Latin1_General_CS_AI', 'resume', 'RÉSUMÉ', false],
    ['Latin1_General_CI_AS', 'é', 'e\u0301', true],
    ['Latin1_General_CI_AS', 'abc', 'abc   ', true],
    ['Latin1_General_BIN2', 'abc', 'abc   ', true],
    ['Latin1_General_BIN2', 'abc', 'Abc', false],
    ['Latin1_General_CI_AS', 'abc', ' abc', false],
    ['Latin1_General_CI_AS', 'abc', 'abc\t', false],
    ['Latin1_General_CI_AS', 'ＡＢＣ', 'abc', true],
    ['Latin1_General_CI_AS_WS', 'ＡＢＣ', 'abc', false],
    ['Latin1_General_CI_AS', 'あ', 'ア', true],
    ['Latin1_General_CI_AS_KS', 'あ', 'ア', false],
    ['Latin1_General_CI_AS', 'straße', 'STRASSE', true],
    ['Latin1_General_CI_AS', 'co-op', 'coop', false],
  ])('%s: %j and %j: %j', (name, a, b, expected) => {
    const { compare, key } = collationOf(name);
    expect([compare(a, b) === 0, compare(b, a) === 0, key(a) === key(b)]).toEqual([expected, expected, expected]);
  });

  it('keeps ligatures apart in the non-Unicode texts of a SQL_ collation', () => {
    expect(collationOf('SQL_Latin1_General_CP1_CI_AS', false).compare('ß', 'ss')).not.toBe(0);
    expect(collationOf('SQL_Latin1_General_CP1_CI_AS', true).compare('ß', 'ss')).toBe(0);
  });
});

describe('the order of texts', () => {
  it('puts accents after letters, and case after accents', () => {
    expect(sorted(['B', 'b', 'á', 'A', 'a', 'Á'], 'Latin1_General_CS_AS')).toEqual(['a', 'A', 'á', 'Á', 'b', 'B']);
    expect(sorted(['résumés', 'resume', 'résumé', 'resumes'], 'Latin1_General_CI_AS')).toEqual(
      ['resume', 'résumé', 'resumes', 'résumés'], // prettier-ignore
    );
  });

  it('puts signs before digits, and digits before letters', () => {
    expect(sorted(['a', '1', '_', ' ', '#', 'Z'], 'Latin1_General_CI_AS')).toEqual([' ', '#', '_', '1', 'a', 'Z']);
  });

  it('passes over a hyphen at first under the rules for Unicode, and counts it as a sign in the old ones', () => {
    expect(sorted(['a-c', 'ab'], 'SQL_Latin1_General_CP1_CI_AS', false)).toEqual(['a-c', 'ab']);
    expect(sorted(['a-c', 'ab'], 'SQL_Latin1_General_CP1_CI_AS', true)).toEqual(['ab', 'a-c']);
    expect(sorted(['co-op', 'coop', 'coot'], 'Latin1_General_CI_AS')).toEqual(['coop', 'co-op', 'coot']);
  });

  it('is that of code points in BIN2, of the code page in non-Unicode texts', () => {
    expect(sorted(['b', 'a', 'B', 'A'], 'Latin1_General_BIN2')).toEqual(['A', 'B', 'a', 'b']);
    expect(sorted(['€', 'é'], 'Latin1_General_BIN2')).toEqual(['é', '€']);
    expect(sorted(['é', '€'], 'Latin1_General_BIN2', false)).toEqual(['€', 'é']);
    expect(sorted(['\ud83d\ude00', '\uff21'], 'Latin1_General_BIN2')).toEqual(['\uff21', '\ud83d\ude00']);
  });

  it('fills the shorter text up with blanks', () => {
    expect(sorted(['a', 'a\t'], 'Latin1_General_CI_AS')).toEqual(['a\t', 'a']);
    expect(sorted(['a', 'a\t'], 'Latin1_General_BIN2')).toEqual(['a\t', 'a']);
  });

  it('looks at letters alone only where folding leaves them what they are', () => {
    const texts = [
      'ß',
      'ss',
      'æ',
      'ae',
      'af',
      'ς',
      'σ',
      'τ',
      'Ｂ',
      'b',
      'c',
      '²',
      '2',
      '3',
      'ア',
      'あ',
      'い',
      'co-op',
      'cop',
      'é',
      'e\u0301',
      'f',
      '\ud83d\ude00',
    ];
    const { compare, key } = collationOf('Latin1_General_CI_AS');
    for (const a of texts)
      for (const b of texts) {
        expect([a, b, compare(a, b) === 0]).toEqual([a, b, key(a) === key(b)]);
        expect(Math.sign(compare(a, b)) + 0).toBe(0 - Math.sign(compare(b, a)) + 0);
        for (const c of texts)
          if (compare(a, b) <= 0 && compare(b, c) <= 0) expect([a, b, c, compare(a, c) <= 0]).toEqual([a, b, c, true]);
      }
  });

  it('is total: no two orders of a list sort differently', () => {
    const texts = ['a', 'A', 'á', 'ab', 'a-b', "a'b", 'Ab', 'aß', 'ass', 'z', 'Ω', '中', ' a', '', 'a1', 'a_'];
    for (const name of ['Latin1_General_CS_AS', 'Latin1_General_CI_AI', 'Latin1_General_BIN'])
      expect(sorted(texts.toReversed(), name).map(collationOf(name).key)).toEqual(
        sorted(texts, name).map(collationOf(name).key),
      );
  });
});

describe('the name of a collation', () => {
  it('says what is compared', () => {
    expect(collationOf('Latin1_General_100_CI_AI_KS_WS_SC_UTF8')).toMatchObject({
      isCaseSensitive: false, isAccentSensitive: false, isKanaSensitive: true, isWidthSensitive: true,
      countsSupplementary: true, isUtf8: true, isSqlCollation: false,
    }); // prettier-ignore
  });

  it('is 448 when there is none such, and not in the engine for languages with rules of their own', () => {
    expect(() => collationOf('Nonsense')).toThrow(new SqlError(448, "Invalid collation 'Nonsense'."));
    expect(() => collationOf('Turkish_CI_AS')).toThrow(NotInEngine);
  });

  it('refuses letters with a stroke where accents do not count, as versions differ there', () => {
    expect(() => collationOf('Latin1_General_CI_AI').key('Ørsted')).toThrow(NotInEngine);
  });
});
