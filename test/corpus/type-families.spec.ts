/** Column types against the same model's DDL for the target, written by other people: equal by family, each exception with its reason. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCompiler } from '../../src/compiler/compiler.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { listInputs } from '../../src/sources/input.js';
import { readScripts } from '../../src/sources/read-scripts.js';
import { RowStore } from '../../src/sources/rows/row-store.js';
import { corpus, corpusPath, readCorpus } from '../support/corpus.js';
import { describeIf } from '../support/requirement.js';

type Target = 'duckdb' | 'postgres';

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(tinyint|utinyint|smallint|integer|int|bigint|int[248])\b/i, 'integer'],
  [/^(numeric|decimal)\b/i, 'number'],
  [/^(double|float|real|double precision)\b/i, 'number'],
  [/^(varchar|character varying|text|char|string)\b/i, 'text'],
  [/^(timestamp|datetime)/i, 'timestamp'],
  [/^date\b/i, 'date'],
  [/^bool/i, 'boolean'],
  [/^(bytea|blob|varbinary)\b/i, 'binary'],
];

const familyOf = (type: string): string => FAMILIES.find(([pattern]) => pattern.test(type.trim()))?.[1] ?? type;

interface Case {
  readonly name: string;
  readonly target: Target;
  readonly source: readonly string[];
  readonly theirs: readonly string[];
  /** Why these columns may differ: [pattern over `table.column: ours theirs`, reason]. */
  readonly exceptions: readonly (readonly [RegExp, string])[];
}

const CASES: readonly Case[] = [
  {
    name: 'OHDSI CDM on DuckDB',
    target: 'duckdb',
    source: ['multi-ohdsi-cdm', 'sql_server', 'OMOPCDM_sql_server_5.4_ddl.sql'],
    theirs: ['multi-ohdsi-cdm', 'duckdb', 'OMOPCDM_duckdb_5.4_ddl.sql'],
    exceptions: [],
  },
  {
    name: 'OHDSI CDM on PostgreSQL',
    target: 'postgres',
    source: ['multi-ohdsi-cdm', 'sql_server', 'OMOPCDM_sql_server_5.4_ddl.sql'],
    theirs: ['multi-ohdsi-cdm', 'postgresql', 'OMOPCDM_postgresql_5.4_ddl.sql'],
    exceptions: [],
  },
  {
    name: 'Quartz on PostgreSQL',
    target: 'postgres',
    source: ['multi-quartz', 'tables_sqlServer.sql'],
    theirs: ['multi-quartz', 'tables_postgres.sql'],
    exceptions: [
      [/: text boolean$/, 'Quartz keeps flags as varchar(1) in SQL Server and as boolean in PostgreSQL: the data differ, not the types'],
    ],
  },
]; // prettier-ignore

describeIf(corpus, 'Column types', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'type-families-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(CASES)('of $name agree by family with what other people chose', async (each) => {
    const catalog = await catalogOf(corpusPath(...each.source), folder);
    const ours = ourTypes(catalog, each.target);
    const theirs = theirTypes(readCorpus(...each.theirs).toString('utf8'));
    const common = [...ours.keys()].filter((key) => theirs.has(key));
    expect([...theirs.keys()].filter((key) => !ours.has(key))).toEqual([]);
    const differing = common
      .map((key) => [key, familyOf(ours.get(key) ?? ''), familyOf(theirs.get(key) ?? '')] as const)
      .filter(([, mine, other]) => mine !== other)
      .map(([key, mine, other]) => `${key}: ${mine} ${other}`);
    const unexplained = differing.filter((line) => !each.exceptions.some(([pattern]) => pattern.test(line)));
    expect(unexplained).toEqual([]);
  });
});

async function catalogOf(path: string, folder: string): Promise<Catalog> {
  const settings = { collation: 'SQL_Latin1_General_CP1_CI_AS', collationAssumed: true, collationMode: 'source' as const, dateFirst: 7, language: 'us_english', compatibilityLevel: 150 }; // prettier-ignore
  const options = { settings, variables: { cdmDatabaseSchema: 'dbo' }, dataFiles: [], withRows: false };
  return readScripts(await listInputs([path]), options, new RowStore(folder));
}

function ourTypes(catalog: Catalog, target: Target): Map<string, string> {
  const compiler = makeCompiler(catalog, target, { relation: () => null });
  const types = new Map<string, string>();
  for (const object of catalog.objects)
    if (object.kind === 'table')
      for (const column of object.columns)
        types.set(
          `${object.name.name}.${column.name}`.toLowerCase(),
          compiler.targetType(object.name, column.name).type,
        );
  return types;
}

/** Columns of plain CREATE TABLE statements, one a line. */
function theirTypes(ddl: string): Map<string, string> {
  const types = new Map<string, string>();
  for (const [, table = '', body = ''] of ddl.matchAll(/create table\s+(?:@\w+\.)?(\w+)\s*\(([\s\S]*?)\)\s*;/gi))
    for (const line of body.split('\n')) {
      const match = /^\s*"?(\w+)"?\s+([A-Za-z]\w*(?: precision)?(?:\s*\([\d, ]+\))?)/.exec(line);
      if (match && !/^(primary|foreign|constraint|unique|references)$/i.test(match[1] ?? ''))
        types.set(`${table}.${match[1] ?? ''}`.toLowerCase(), match[2] ?? '');
    }
  return types;
}
