/** Ephemeral models: dbt puts them as common table expressions before the SQL of what reads them. Source: dbt docs, "Materializations". */

/** Name under which others read an ephemeral model. */
export function ephemeralName(model: string): string {
  return `__dbt__cte__${model}`;
}

/** A CTE to put before a query; its SQL has no further ones to add. */
export interface EphemeralQuery {
  readonly name: string;
  readonly sql: string;
}

/** White space and comments, then WITH and perhaps RECURSIVE. */
const OPENING_WITH = /^((?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*with\s+(?:recursive\s+)?)/i;

/** The query with the CTEs in front, in their order. */
export function withEphemerals(sql: string, queries: readonly EphemeralQuery[]): string {
  if (queries.length === 0) return sql;
  const ctes = queries.map(({ name, sql: query }) => `${ephemeralName(name)} as (\n${query}\n)`).join(', ');
  const opening = OPENING_WITH.exec(sql)?.[1];
  return opening === undefined ? `with ${ctes}\n${sql}` : `${opening}${ctes}, ${sql.slice(opening.length)}`;
}
