/** How tightly operators bind. DuckDB took PostgreSQL's table ("Lexical Structure", operator precedence); where they could differ, parentheses are printed. */
import type { Sql } from '../sql/tree.js';

export const LEVEL = {
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  between: 6,
  other: 7,
  additive: 8,
  multiplicative: 9,
  power: 10,
  suffix: 11,
  sign: 12,
  atom: 13,
} as const;

const BINARY_LEVELS: Readonly<Record<string, number>> = {
  '=': LEVEL.comparison, '<>': LEVEL.comparison, '<': LEVEL.comparison, '<=': LEVEL.comparison, '>': LEVEL.comparison, '>=': LEVEL.comparison,
  '+': LEVEL.additive, '-': LEVEL.additive, '*': LEVEL.multiplicative, '/': LEVEL.multiplicative, '//': LEVEL.multiplicative,
  '%': LEVEL.multiplicative, '^': LEVEL.power, '**': LEVEL.power,
}; // prettier-ignore

/** Level of a binary operator by its spelling. Words (`like`, `similar to`, `is distinct from`) compare; any other sign is of the middle. */
export function binaryLevel(operator: string): number {
  const known = BINARY_LEVELS[operator];
  if (known !== undefined) return known;
  if (operator.startsWith('is ')) return LEVEL.is;
  return /^[a-z]/.test(operator) ? LEVEL.between : LEVEL.other;
}

/** `(a - b) - c` needs no parentheses; `a < b < c` is an error and mixed signs of one level are read differently by different people. */
export const leftMayRepeat = (operator: string, left: Sql): boolean =>
  left.sql === 'binary' &&
  (ASSOCIATIVE_LEVELS.has(binaryLevel(operator)) ||
    (left.operator === operator && binaryLevel(operator) === LEVEL.other));

const ASSOCIATIVE_LEVELS: ReadonlySet<number> = new Set([LEVEL.additive, LEVEL.multiplicative]);

/** `~` is among the other operators in both targets: `~a * b` is `~(a * b)` to them. */
const UNARY_LEVELS = { not: LEVEL.not, '-': LEVEL.sign, '~': LEVEL.other } as const;

const CHAIN_LEVELS = { and: LEVEL.and, or: LEVEL.or, '||': LEVEL.other, '+': LEVEL.additive } as const;

/** Level of a whole expression. */
export function levelOf(sql: Sql): number {
  switch (sql.sql) {
    case 'binary': return binaryLevel(sql.operator);
    case 'chain': return sql.operands.length === 1 ? levelOfOnly(sql.operands) : CHAIN_LEVELS[sql.operator];
    case 'unary': return UNARY_LEVELS[sql.operator];
    case 'is': return LEVEL.is;
    case 'in':
    case 'in_query': return LEVEL.between;
    case 'quantified': return LEVEL.comparison;
    case 'exists': return sql.negated ? LEVEL.not : LEVEL.atom;
    case 'suffix': return LEVEL.suffix;
    case 'literal': return /^[-+]/.test(sql.text) ? LEVEL.sign : LEVEL.atom;
    case 'identifier':
    case 'star':
    case 'call':
    case 'cast':
    case 'case':
    case 'subquery':
    case 'tuple':
    case 'verbatim': return LEVEL.atom;
  }
} // prettier-ignore

const levelOfOnly = ([only]: readonly Sql[]): number => (only === undefined ? LEVEL.atom : levelOf(only));
