import type { Relation } from './compiled-project.js';

/** A relation as dbt writes it: three parts, each quoted. dbt does not double quotes inside a part; names arrive doubled. */
export function relationOf(database: string, schema: string, identifier: string): Relation {
  return { schema, identifier, sql: [database, schema, identifier].map((part) => `"${part}"`).join('.') };
}
