/** Tables of other databases and linked servers become dbt sources. */
import type { Assessment } from '../assessment/assessment.js';
import type { MigrationOptions } from '../options.js';
import { snakeCase } from './naming.js';
import type { PlannedSource } from './plan.js';

/** One source table for each external name, placed by the option `external_databases` or in a schema named after its database. */
export function externalSources(assessment: Assessment, options: MigrationOptions): PlannedSource[] {
  const names = new Set(assessment.objects.flatMap((object) => object.external));
  const sources = [...names].sort((a, b) => (a < b ? -1 : 1)).map((name) => externalSource(name, options));
  const seen = new Set<string>();
  return sources.filter((source) => {
    const key = `${source.source}.${source.table}`.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

/** `server.database.schema.table` with empty parts for those left out. */
export function externalSource(name: string, options: MigrationOptions): PlannedSource {
  const [table = '', schema = '', database = '', server = ''] = name.split('.').reverse();
  const key = [server, database, schema || 'dbo'].filter((part) => part !== '').join('.');
  const placed = Object.entries(options.external_databases).find(([wanted]) => wanted.toLowerCase() === key.toLowerCase())?.[1]; // prettier-ignore
  const source = snakeCase([server, database, schema.toLowerCase() === 'dbo' ? '' : schema].filter((part) => part !== '').join('_')); // prettier-ignore
  return { source, database: placed?.database ?? null, schema: placed?.schema ?? source, table };
}
