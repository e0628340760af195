/** Constants. Source: Microsoft Learn, "Constants (Transact-SQL)". */
import type { Literal } from '../../syntax/tsql/ast/index.js';
import { isCurrency } from '../conversion/number-text.js';
import { inCodePage } from '../conversion/code-page.js';
import { NotInEngine, SqlError } from '../errors.js';
import { decimal, FLOAT, INT, nvarchar, UNTYPED_NULL, varchar } from '../types/type.js';
import { literal, type Bound } from './bound.js';

const INT_MAX = 2_147_483_647n;
const VARCHAR_MAX = 8000;
const NVARCHAR_MAX = 4000;
const PRECISION_MAX = 38;

type Rule = (written: Literal, collation: string) => Bound;

const RULES: Readonly<Record<Literal['type'], Rule>> = {
  null: () => literal(UNTYPED_NULL, null),
  integer: ({ value }) => {
    const number = BigInt(value);
    if (number <= INT_MAX) return literal(INT, Number(number));
    return numeric(value, 0);
  },
  decimal: ({ value }) => {
    const [whole = '', fraction = ''] = value.split('.');
    return numeric(whole + fraction, fraction.length);
  },
  float: ({ text, value }) => {
    const number = Number(value.replace(/e[+-]?$/i, ''));
    if (!Number.isFinite(number)) throw new SqlError(168, `The floating point value '${text}' is out of the range of computer representation (8 bytes).`, 15); // prettier-ignore
    return literal(FLOAT, number);
  },
  money: ({ text, value }) => literal({ base: 'money' }, requireMoney(text, moneyOf(value))),
  string: ({ value }, collation) =>
    literal(varchar(value.length > VARCHAR_MAX ? 'max' : Math.max(1, value.length), collation), inCodePage(value, collation)), // prettier-ignore
  national_string: ({ value }, collation) =>
    literal(nvarchar(value.length > NVARCHAR_MAX ? 'max' : Math.max(1, value.length), collation), value),
  binary: ({ value }) => {
    const digits = value.length % 2 ? `0${value}` : value;
    const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return literal(
      { base: 'varbinary', length: bytes.length > VARCHAR_MAX ? 'max' : Math.max(1, bytes.length) },
      bytes,
    );
  },
  default: () => {
    throw new NotInEngine('ENGINE-DEFAULT-EXPRESSION', 'DEFAULT outside a list of values');
  },
  date_escape: () => {
    throw new NotInEngine('ENGINE-ODBC-LITERAL', 'an ODBC date literal');
  },
};

export function bindLiteral(written: Literal, collation: string): Bound {
  return RULES[written.type](written, collation);
}

/** The precision of a numeric constant counts its digits without leading zeros; at least its scale, at least one. */
function numeric(digits: string, scale: number): Bound {
  const significant = digits.replace(/^0+/, '');
  const precision = Math.max(1, scale, significant.length);
  if (precision > PRECISION_MAX) throw new SqlError(1007, `The number '${digits}' is out of the range for numeric representation (maximum precision 38).`); // prettier-ignore
  return literal(decimal(precision, scale), BigInt(digits || '0'));
}

const MONEY_DIGITS = 4;
const MONEY_MIN = -(2n ** 63n);
const MONEY_MAX = 2n ** 63n - 1n;

/** Source: Microsoft Learn, "money and smallmoney (Transact-SQL)": the currencies, and the range. @throws SqlError 102, 8115 */
function requireMoney(text: string, units: bigint): bigint {
  const [sign = ''] = text;
  if (!isCurrency(sign)) throw new SqlError(102, `Incorrect syntax near '${sign}'.`, 15);
  if (units < MONEY_MIN || units > MONEY_MAX) throw new SqlError(8115, 'Arithmetic overflow error converting expression to data type money.', 16, 2); // prettier-ignore
  return units;
}

function moneyOf(text: string): bigint {
  const plain = text.replace(/[^0-9.\-+]/g, '');
  const [whole = '0', fraction = ''] = plain.replace(/^[-+]/, '').split('.');
  const kept = fraction.padEnd(MONEY_DIGITS, '0');
  const rounded = BigInt(`${whole || '0'}${kept.slice(0, MONEY_DIGITS)}`) + (Number(kept[MONEY_DIGITS] ?? 0) >= 5 ? 1n : 0n); // prettier-ignore
  return plain.startsWith('-') ? -rounded : rounded;
}
