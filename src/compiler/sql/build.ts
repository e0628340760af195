/** Builders of `Sql` nodes, so that rules read like the SQL they make. */
import type { Span } from '../../syntax/tsql/ast/index.js';
import type { Sql } from './tree.js';

export const number = (value: number | string): Sql => ({ sql: 'literal', text: String(value) });

/** A string constant: quotes doubled, nothing else is special in either target. */
export const text = (value: string): Sql => ({ sql: 'literal', text: `'${value.replaceAll("'", "''")}'` });

export const nullLiteral: Sql = { sql: 'literal', text: 'null' };

/** A keyword or a typed constant as it is to be printed: `date '2020-01-01'`. */
export const keyword = (words: string): Sql => ({ sql: 'literal', text: words });

export const call = (name: string, ...args: readonly Sql[]): Sql => ({ sql: 'call', name, args });

export const binary = (left: Sql, operator: string, right: Sql): Sql => ({ sql: 'binary', operator, left, right });

export const cast = (operand: Sql, type: string): Sql => ({ sql: 'cast', operand, type });

export const not = (operand: Sql): Sql => ({ sql: 'unary', operator: 'not', operand });

export const negate = (operand: Sql): Sql => ({ sql: 'unary', operator: '-', operand });

export const is = (operand: Sql, test: string): Sql => ({ sql: 'is', operand, test });

export const and = (...operands: readonly Sql[]): Sql => chain('and', operands);
export const or = (...operands: readonly Sql[]): Sql => chain('or', operands);

/** Texts joined by `||`: NULL makes NULL. */
export const joined = (...operands: readonly Sql[]): Sql => chain('||', operands);

export function chain(operator: 'and' | 'or' | '||', operands: readonly Sql[]): Sql {
  const [first] = operands;
  return operands.length === 1 && first !== undefined ? first : { sql: 'chain', operator, operands };
}

/** Searched CASE of pairs and a last value. */
export function caseWhen(branches: readonly (readonly [when: Sql, then: Sql])[], otherwise: Sql | null): Sql {
  return { sql: 'case', branches: branches.map(([when, then]) => ({ when, then })), otherwise };
}

/** The node with the place of the source it stands for, where it has none yet. */
export function at(sql: Sql, span: Span): Sql {
  return 'span' in sql && sql.span !== undefined ? sql : sql.sql === 'star' ? sql : { ...sql, span };
}
