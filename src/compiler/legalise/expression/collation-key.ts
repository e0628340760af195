/**
 * How a text compares under a SQL Server collation (docs/adr, "Collations in the targets"): trailing blanks never count,
 * case does not under `_CI`, accents do not under `_AI`. The key is left out, or shortened, where a constant proves it idle.
 */
import { call, joined, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import type { Collation, Scalar } from '../../ir/scalar.js';
import type { CompileTarget } from '../../compile.js';
import type { Legaliser } from './legaliser.js';

const BLANK = text(' ');

/** Accents are marks of the decomposed form; PostgreSQL has no function that drops them. */
const WITHOUT_ACCENTS: Readonly<Record<CompileTarget, (value: Sql) => Sql>> = {
  duckdb: (value) => call('strip_accents', value),
  postgres: (value) =>
    call(
      'regexp_replace',
      call('normalize', value, { sql: 'verbatim', text: 'nfd' }),
      text('[\\u0300-\\u036F]'),
      text(''),
      text('g'),
    ),
};

/** Key for `=`, IN, GROUP BY, DISTINCT and joins. `foldsCase` false leaves the case alone where the other side has none. */
export function equalityKey(scalar: Scalar, collation: Collation, legaliser: Legaliser, foldsCase = true): Sql {
  const constant = constantText(scalar);
  if (constant !== null) return text(foldedConstant(constant, collation, foldsCase));
  const trimmed = call('rtrim', legaliser.scalar(scalar), BLANK);
  if (collation.binary || !foldsCase) return trimmed;
  const plain = collation.accentSensitive ? trimmed : WITHOUT_ACCENTS[legaliser.target](trimmed);
  return collation.caseSensitive ? plain : call('lower', plain);
}

/** Key for ORDER BY, `<` and MIN: code points in both targets, whatever the database's own collation is. */
export function orderKey(scalar: Scalar, collation: Collation, legaliser: Legaliser): Sql {
  if (!collation.binary) legaliser.context.report('TSQL-ORDER-COLLATION', scalar.span, collation.name);
  const key =
    collation.caseSensitive && !collation.binary
      ? caseOrderKey(scalar, collation, legaliser)
      : equalityKey(scalar, collation, legaliser);
  return legaliser.target === 'postgres' ? { sql: 'suffix', operand: key, text: 'collate "C"' } : key;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ';

/** Case decides between texts that are alike without it, small letters first. Code point 1 sorts before all that a text may go on with. */
function caseOrderKey(scalar: Scalar, collation: Collation, legaliser: Legaliser): Sql {
  const alike = equalityKey(scalar, { ...collation, caseSensitive: false }, legaliser);
  const [small, large] = [text(LETTERS + LETTERS.toUpperCase()), text(LETTERS.toUpperCase() + LETTERS)];
  return joined(
    alike,
    call('chr', number(1)),
    call('translate', equalityKey(scalar, collation, legaliser), small, large),
  );
}

/** Whether the constant is the same in every case and without accents, so that the other side needs no folding. */
export function hasNoCase(scalar: Scalar): boolean {
  const constant = constantText(scalar);
  return constant !== null && /^[\x20-\x40\x5B-\x60\x7B-\x7E]*$/.test(constant);
}

const constantText = (scalar: Scalar): string | null => (scalar.op === 'literal' ? scalar.value : null);

function foldedConstant(value: string, collation: Collation, foldsCase: boolean): string {
  const trimmed = value.replace(/ +$/, '');
  if (collation.binary || !foldsCase) return trimmed;
  const plain = collation.accentSensitive ? trimmed : trimmed.normalize('NFD').replace(/[\u0300-\u036F]/g, '');
  return collation.caseSensitive ? plain : plain.toLowerCase();
}
