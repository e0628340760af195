/** The six agents together, on small scripts, in the real sandbox. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationOptionsSchema, type MigrationOptions } from '../../src/agents/options.js';
import { runMigration, type MigrationResult } from '../../src/agents/workflow/run-migration.js';
import { AGENTS, type AgentName } from '../../src/agents/workflow/workflow.js';
import { writeProject } from '../../src/dbt/write/write-project.js';
import { listInputs } from '../../src/sources/input.js';

let folder: string;
let seen: Set<AgentName | 'reading'>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workflow-'));
  seen = new Set();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function migrated(sql: string, options: Partial<MigrationOptions> = {}): Promise<MigrationResult> {
  const script = join(folder, 'shop.sql');
  writeFileSync(script, sql);
  return runMigration({
    source: { kind: 'scripts', inputs: await listInputs([script]), variables: {}, dataFiles: [] },
    options: { ...migrationOptionsSchema.parse({}), ...options },
    workFolder: join(folder, 'work'),
    onProgress: (phase) => seen.add(phase),
  });
}

const statusOf = (result: MigrationResult, name: string) =>
  result.evaluation.objects.find((object) => object.name === name);

const TABLE = `CREATE TABLE dbo.Item (Id int NOT NULL PRIMARY KEY, Name nvarchar(20) NULL)
INSERT INTO dbo.Item VALUES (1, N'Rope'), (2, N'Sail')
GO
`;

describe('the workflow', () => {
  test('runs all six agents, converts a table and proves a view', async () => {
    const result = await migrated(`${TABLE}CREATE VIEW dbo.Names AS SELECT Name, LEN(Name) AS Length FROM dbo.Item`);
    expect([...seen].sort()).toEqual([...AGENTS, 'reading'].sort());
    expect(statusOf(result, 'dbo.Names')).toMatchObject({ status: 'proved', proof: 'equivalent', reason: null });
    expect(result.evaluation.summary).toMatchObject({ objects: 2, proved: 1, converted: 1, successRate: 1, provedRate: 1 }); // prettier-ignore
  });

  test('calls nothing proved whose rows were not compared', async () => {
    const result = await migrated(`${TABLE}CREATE VIEW dbo.Names AS SELECT Name FROM dbo.Item`);
    const item = statusOf(result, 'dbo.Item');
    expect(item).toMatchObject({ status: 'converted', proof: 'executed', evidence: { reference: null, rowsCompared: 0 } });
    expect(item?.evidence.notChecked).not.toEqual([]);
  }); // prettier-ignore

  test('repairs by rule: rows that break a trusted key let its test warn, and the build stays green', async () => {
    const result = await migrated(`${TABLE}INSERT INTO dbo.Item VALUES (1, N'Rope again')`);
    const item = statusOf(result, 'dbo.Item');
    expect(item?.status).toBe('converted');
    expect(item?.hazards.map((hazard) => hazard.code)).toContain('TEST-FAILS-ON-ROWS');
    expect(item?.checks.filter((check) => check.result === 'fail')).toEqual([]);
    expect(item?.checks.filter((check) => check.result === 'warn')).toHaveLength(1);
  });

  test('what reads an object that needs review is blocked, and both are switched off in the project', async () => {
    const views = `CREATE VIEW dbo.Bad AS SELECT geography::Point(1, 2, 4326) AS P FROM dbo.Item
GO
CREATE VIEW dbo.Reader AS SELECT COUNT(*) AS N FROM dbo.Bad`;
    const result = await migrated(TABLE + views);
    expect(statusOf(result, 'dbo.Bad')?.status).toBe('needs_review');
    expect(statusOf(result, 'dbo.Reader')?.status).toBe('blocked');
    const files = new Map(writeProject(result.execution.project).map((file) => [file.path, file.text]));
    const bad = files.get('models/intermediate/bad.sql') ?? '';
    expect(bad).toContain("enabled=var('include_needs_review', false)");
    expect(bad).toContain('raise_compiler_error');
    expect(files.get('tests/open_reviews.sql')).toContain('dbo.Bad');
  });

  test('procedures and triggers need review with their statements counted, never counted as models', async () => {
    const result = await migrated(`${TABLE}CREATE PROCEDURE dbo.Clean AS BEGIN DELETE FROM dbo.Item WHERE Name IS NULL; RETURN 0 END`); // prettier-ignore
    const clean = statusOf(result, 'dbo.Clean');
    expect(clean).toMatchObject({ status: 'needs_review', models: [] });
    expect(clean?.statements.map((statement) => statement.kind)).toEqual(['delete', 'return']);
  });

  test('an object left out by a pattern is excluded; a table that others read stays a source', async () => {
    const result = await migrated(`${TABLE}CREATE VIEW dbo.Names AS SELECT Name FROM dbo.Item`, { exclude: ['dbo.Item'] }); // prettier-ignore
    expect(statusOf(result, 'dbo.Item')?.status).toBe('excluded');
    expect(statusOf(result, 'dbo.Names')?.status).toBe('proved');
  });

  test('a table that the options call derived is no source, and what reads it is blocked', async () => {
    const result = await migrated(`${TABLE}CREATE VIEW dbo.Names AS SELECT Name FROM dbo.Item`, { derived: ['dbo.Item'] }); // prettier-ignore
    expect(result.execution.project.sources).toEqual([]);
    expect(statusOf(result, 'dbo.Item')).toMatchObject({ status: 'blocked', reason: { code: 'PLAN-DERIVED' } });
    expect(statusOf(result, 'dbo.Names')?.status).toBe('blocked');
  });

  test('the same input gives the same bytes', async () => {
    const sql = `${TABLE}CREATE VIEW dbo.Names AS SELECT DISTINCT Name FROM dbo.Item`;
    const first = writeProject((await migrated(sql)).execution.project);
    const second = writeProject((await migrated(sql)).execution.project);
    expect(second).toEqual(first);
  });
});
