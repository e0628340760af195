/**
 * What the name of a collation says.
 * Source: Microsoft Learn, "Windows collation name" and "SQL Server collation name".
 */
import { NotInEngine, SqlError } from '../errors.js';

export interface CollationTraits {
  /** As written. */
  readonly name: string;
  readonly binary: 'code_point' | 'old' | null;
  readonly isCaseSensitive: boolean;
  readonly isAccentSensitive: boolean;
  readonly isKanaSensitive: boolean;
  readonly isWidthSensitive: boolean;
  /** Supplementary characters count as one (`_SC`, and all of version 140). */
  readonly countsSupplementary: boolean;
  readonly isUtf8: boolean;
  /** Named `SQL_`: non-Unicode texts are compared by the old sort orders. */
  readonly isSqlCollation: boolean;
}

const FORM =
  /^(SQL_)?([A-Za-z0-9_]+?)(?:_(90|100|140|160))?_(BIN2|BIN|C[IS]_A[IS](?:_KS)?(?:_WS)?)(_VSS)?(_SC)?(_UTF8)?$/i;

/** The languages whose rules are those of plain Latin letters: the others order or equate some letters in their own way. */
const PLAIN_LATIN = new Set(['latin1_general', 'sql_latin1_general_cp1', 'sql_1xcompat_cp1']);

/** @throws SqlError 448 for what cannot be the name of a collation, whatever its language */
export function requireCollationName(name: string): void {
  if (!FORM.test(name) && !NAMES_OF_DEFAULTS.test(name)) throw new SqlError(448, `Invalid collation '${name}'.`);
}

/** Of the database, and of the catalog. */
const NAMES_OF_DEFAULTS = /^(database_default|catalog_default)$/i;

/**
 * @throws SqlError 448 when it cannot be the name of a collation
 * @throws NotInEngine for languages with rules of their own
 */
export function traitsOf(name: string): CollationTraits {
  const match = FORM.exec(name);
  if (!match) throw new SqlError(448, `Invalid collation '${name}'.`);
  const [, sql = '', language = '', version, comparison = '', , supplementary, utf8] = match;
  if (!PLAIN_LATIN.has(`${sql}${language}`.toLowerCase()))
    throw new NotInEngine('ENGINE-COLLATION', `the order of ${name}`);
  const flags = comparison.toUpperCase().split('_');
  const binary = flags.includes('BIN2') ? 'code_point' : flags.includes('BIN') ? 'old' : null;
  return {
    name,
    binary,
    isCaseSensitive: binary !== null || flags.includes('CS'),
    isAccentSensitive: binary !== null || flags.includes('AS'),
    isKanaSensitive: binary !== null || flags.includes('KS'),
    isWidthSensitive: binary !== null || flags.includes('WS'),
    countsSupplementary: supplementary !== undefined || version === '140' || version === '160',
    isUtf8: utf8 !== undefined,
    isSqlCollation: sql !== '',
  };
}
