import type { ProjectSourceTable } from '../project.js';
import { dbtIdentifier } from '../write/properties.js';
import type { Relation } from './compiled-project.js';

/** A relation as dbt writes it: three parts, each quoted. dbt does not double quotes inside a part; names arrive doubled. */
export function relationOf(database: string, schema: string, identifier: string): Relation {
  return { schema, identifier, sql: [database, schema, identifier].map((part) => `"${part}"`).join('.') };
}

/** SQL text of a source table. `database` is the target's, for sources that name none. */
export function sourceRelation(table: ProjectSourceTable, database: string): string {
  return relationOf(table.database ?? database, dbtIdentifier(table.schema), dbtIdentifier(table.table)).sql;
}
