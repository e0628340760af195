/** A change through a common table expression over one table: the rows it shows are those of the table. */
import type { Expression, NamedTable, Select, WithClause } from '../../syntax/tsql/ast/index.js';
import { NotInEngine } from '../errors.js';

export interface CteTarget {
  readonly source: NamedTable;
  /** With the place of each row as one column more. */
  readonly with: WithClause;
}

type CteItem = Select['items'][number];

/**
 * Source: Microsoft Learn, "UPDATE (Transact-SQL)" and "DELETE (Transact-SQL)": what is named must be updatable.
 * @param place the hidden column of the table
 * @throws NotInEngine for an expression over more than one table, and for groups
 */
export function cteTarget(name: string, clause: WithClause, place: CteItem): CteTarget {
  const found = clause.ctes.find((cte) => cte.name.value.toLowerCase() === name.toLowerCase());
  const body = found?.query.body;
  const source = body?.kind === 'select' && body.from.length === 1 ? body.from[0] : undefined;
  if (!found || body?.kind !== 'select' || source?.kind !== 'named_table' || !isPlain(body) || found.columns.length > 0)
    throw new NotInEngine('ENGINE-CHANGE-CTE', 'a change through this common table expression');
  const hasAll = body.items.some(({ expression }) => expression.kind === 'star');
  const items = hasAll ? body.items : [...body.items, place];
  const query = { ...found.query, body: { ...body, items } };
  return { source, with: { ...clause, ctes: clause.ctes.map((cte) => (cte === found ? { ...cte, query } : cte)) } };
}

const isPlain = ({ groupBy, having, quantifier, items }: Select): boolean =>
  groupBy === null && having === null && quantifier !== 'distinct' && items.every((item) => item.kind === 'select_expression'); // prettier-ignore

/** Columns under other names would be looked for in vain, or taken for others. */
export function requireOwnNames(name: string, clause: WithClause, set: readonly (Expression | null)[]): void {
  const body = clause.ctes.find((cte) => cte.name.value.toLowerCase() === name.toLowerCase())?.query.body;
  if (body?.kind !== 'select') return;
  for (const column of set) {
    const wanted = column?.kind === 'column' ? column.name.value.toLowerCase() : '';
    const isOwn = body.items.some((item) => item.expression.kind === 'star' || (item.expression.kind === 'column' && item.kind === 'select_expression' && item.alias === null && item.expression.name.value.toLowerCase() === wanted)); // prettier-ignore
    if (!isOwn) throw new NotInEngine('ENGINE-CHANGE-CTE', 'a change of a column under another name');
  }
}
