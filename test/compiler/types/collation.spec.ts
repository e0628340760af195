import {
  COLLATION_CONFLICT,
  collationFromName,
  combineCollations,
  isCollationName,
} from '../../../src/compiler/types/collation.js';
import type { Collation } from '../../../src/compiler/ir/scalar.js';

describe('what a collation name says', () => {
  it.each([
    ['SQL_Latin1_General_CP1_CI_AS', false, true, false],
    ['SQL_Latin1_General_CP1_CS_AS', true, true, false],
    ['Latin1_General_100_CI_AI_SC_UTF8', false, false, false],
    ['Thai_CI_AS', false, true, false],
    ['Latin1_General_BIN2', true, true, true],
    ['Japanese_XJIS_140_CS_AS_KS_WS', true, true, false],
  ])('%s', (name, caseSensitive, accentSensitive, binary) => {
    expect(isCollationName(name)).toBe(true);
    expect(collationFromName(name, 'implicit')).toEqual({
      name,
      caseSensitive,
      accentSensitive,
      binary,
      rank: 'implicit',
    });
  });

  it.each(['Klingon', 'utf8', ''])('%j is no collation', (name) => {
    expect(isCollationName(name)).toBe(false);
  });
});

/** Microsoft Learn, "Collation Precedence (Transact-SQL)": the table of two operands. */
describe('which of two collations wins', () => {
  const of = (name: string, rank: Collation['rank']): Collation => collationFromName(name, rank);
  const [ci, cs] = ['Latin1_General_CI_AS', 'Latin1_General_CS_AS'];

  it('the one of the stronger label, whichever side it stands on', () => {
    expect(combineCollations(of(ci, 'coercible_default'), of(cs, 'implicit'))).toEqual(of(cs, 'implicit'));
    expect(combineCollations(of(cs, 'explicit'), of(ci, 'implicit'))).toEqual(of(cs, 'explicit'));
    expect(combineCollations(of(ci, 'none'), of(cs, 'implicit'))).toMatchObject({ rank: 'none' });
    expect(combineCollations(of(ci, 'none'), of(cs, 'explicit'))).toEqual(of(cs, 'explicit'));
  });

  it('two columns that differ leave none, two COLLATE clauses that differ are an error', () => {
    expect(combineCollations(of(ci, 'implicit'), of(cs, 'implicit'))).toMatchObject({ rank: 'none' });
    expect(combineCollations(of(ci, 'explicit'), of(cs, 'explicit'))).toBe(COLLATION_CONFLICT);
    expect(combineCollations(of(ci, 'explicit'), of(ci.toUpperCase(), 'explicit'))).toMatchObject({ name: ci });
  });
});
