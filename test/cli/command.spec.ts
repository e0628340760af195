/** The command line as clig.dev asks: streams, colours, exit codes, suggestions, options, and the same output every time. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describeIf } from '../support/requirement.js';
import { CaseFolder, GOOD_VIEW, TABLE } from './datamigrate.js';

const ROWS = "INSERT dbo.Item VALUES (1, N'private words'), (2, NULL);\nGO\n";
const SCRIPT = TABLE + ROWS + GOOD_VIEW;
const ESCAPE = '\u001b';

let folder: CaseFolder;

beforeEach(async () => {
  folder = await CaseFolder.make({ 'shop.sql': SCRIPT });
});
afterEach(() => folder.remove());

/** SHA-256 by path of every file below a folder. */
async function hashes(name: string): Promise<Record<string, string>> {
  const root = join(folder.path, name);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)); // prettier-ignore
  const pairs = await Promise.all(
    files.sort().map(async (file) => [relative(root, file), hashOf(file, await readFile(file))] as const),
  );
  return Object.fromEntries(pairs.filter(([path]) => !path.endsWith('.duckdb')));
}

/** The report's durations are the one thing that may differ. */
function hashOf(file: string, bytes: Buffer): string {
  const isReport = /migration_report\.(json|html)$/.test(file);
  const text = isReport ? bytes.toString().replace(/"duration_ms": \d+|\d+(\.\d+)? (s|ms|seconds)\b/g, 'duration') : bytes; // prettier-ignore
  return createHash('sha256').update(text).digest('hex');
}

describe('streams and colours', () => {
  const COMMANDS = [['migrate', 'shop.sql'], ['assess', 'shop.sql'], ['--help'], ['migrate', '--help'], ['nonsense']];
  const PLAIN: Record<string, NodeJS.ProcessEnv> = { pipe: {}, NO_COLOR: { NO_COLOR: '1' }, dumb: { TERM: 'dumb' } };
  const TABLE_OF = COMMANDS.flatMap((command) => Object.keys(PLAIN).map((how) => [command.join(' '), how] as const));

  it.each(TABLE_OF)('%s writes no escape code with %s', async (command, how) => {
    const { stdout, stderr } = await folder.run(command.split(' '), PLAIN[how]);
    expect(stdout + stderr).not.toContain(ESCAPE);
    expect((stdout + stderr).length).toBeGreaterThan(0);
  });

  it('migrate without --json keeps standard output empty, assess writes its answer there', async () => {
    expect((await folder.run(['migrate', 'shop.sql'])).stdout).toBe('');
    const { stdout, code } = await folder.run(['assess', 'shop.sql']);
    expect(stdout).toContain('2 objects');
    expect(code).toBe(0);
  });
});

const script = { name: 'script', missing: () => (existsSync('/usr/bin/script') ? undefined : 'install util-linux') };

describeIf(script, 'on a terminal', () => {
  const onTerminal = (environment: NodeJS.ProcessEnv) =>
    execFileSync('script', ['-qec', `${process.execPath} ${join(process.cwd(), 'bin/datamigrate.mjs')} migrate shop.sql`, '/dev/null'], {
      cwd: folder.path,
      env: { ...process.env, NO_COLOR: undefined, TERM: 'xterm', ...environment },
      encoding: 'utf8',
      timeout: 120_000,
    }); // prettier-ignore

  it('shows a live line', () => {
    expect(onTerminal({})).toContain(`${ESCAPE}[2K`);
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('writes no escape code with %j', (environment) => {
    expect(onTerminal(environment)).not.toContain(ESCAPE);
  });
});

describe('--json', () => {
  it('of migrate parses and equals the report file, durations apart', async () => {
    const { stdout } = await folder.run(['migrate', 'shop.sql', '--json']);
    const withoutDuration = (text: string) => JSON.parse(text.replace(/"duration_ms": \d+/, '"duration_ms": 0')) as unknown; // prettier-ignore
    expect(withoutDuration(stdout)).toEqual(withoutDuration(await folder.read('shop-dbt/migration_report.json')));
  });

  it('of assess parses, and assess writes nothing', async () => {
    const { stdout } = await folder.run(['assess', 'shop.sql', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ schema_version: 1, source: 'shop', counts: { table: 1, view: 1 } });
    expect(await folder.names()).toEqual(['shop.sql', 'tmp']);
    expect(await folder.names('tmp')).toEqual([]);
  });
});

describe('a typo', () => {
  const CASES = [
    [['migrat', 'shop.sql'], /Did you mean migrate\?/],
    [['migrate', 'shop.sql', '--targt', 'duckdb'], /Did you mean --target\?/],
    [['migrate', 'shop.sql', '--target', 'oracle'], /Allowed choices are duckdb, postgres/],
    [['migrate'], /missing required argument 'input'/],
    [['migrate', 'shop.sql', '--var', 'novalue'], /NAME=VALUE/],
  ] as const;

  it.each(CASES)('%j gets a suggestion and exit 64', async (args, message) => {
    const { code, stderr } = await folder.run(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(64);
  });
});

describe('help', () => {
  it('shows examples and exit codes, on standard output, with exit 0', async () => {
    const { code, stdout } = await folder.run(['--help']);
    expect(stdout).toMatch(/datamigrate migrate shop\.sql.*Exit codes: 0/s);
    expect(code).toBe(0);
  });
});

describe('the project', () => {
  it('is byte-identical from run to run, in another folder and over an earlier one', async () => {
    await folder.run(['migrate', 'shop.sql', '--out', 'one']);
    const first = await hashes('one');
    await folder.run(['migrate', 'shop.sql', '--out', 'two']);
    expect(await hashes('two')).toEqual(first);
    expect((await folder.run(['migrate', 'shop.sql', '--out', 'one'])).code).toBe(0);
    expect(await hashes('one')).toEqual(first);
    expect(Object.keys(first).length).toBeGreaterThan(8);
  });

  it('--no-rows leaves rows out, and no report shows a value', async () => {
    await folder.run(['migrate', 'shop.sql']);
    for (const name of ['migration_report.json', 'migration_report.html', 'REVIEW.md'])
      expect(await folder.read(`shop-dbt/${name}`)).not.toContain('private words');
    const { code } = await folder.run(['migrate', 'shop.sql', '--no-rows', '--out', 'bare', '--target', 'postgres']);
    expect(code).toBe(0);
    for (const path of Object.keys(await hashes('bare')))
      expect(await folder.read(`bare/${path}`)).not.toContain('private words');
  });

  it('--select keeps what matches; what it reads stays as a source', async () => {
    await folder.write('shop.sql', `${SCRIPT}CREATE VIEW dbo.Other AS SELECT Label FROM dbo.Item;\nGO\n`);
    await folder.run(['migrate', 'shop.sql', '--select', 'dbo.G*']);
    expect(await folder.names('shop-dbt/models/marts')).toEqual(['_models.yml', 'good.sql']);
    expect(await folder.names('shop-dbt/models/staging/shop')).toContain('stg_shop__item.sql');
  });

  it('--names dbt-style writes snake case', async () => {
    await folder.run(['migrate', 'shop.sql', '--names', 'dbt-style']);
    expect(await folder.read('shop-dbt/models/staging/shop/stg_shop__item.sql')).toMatch(/"Label" as "label"/);
  });

  it('--target postgres writes a profile that reads the environment, and a load script', async () => {
    expect((await folder.run(['migrate', 'shop.sql', '--target', 'postgres'])).code).toBe(0);
    expect(await folder.read('shop-dbt/profiles.yml')).toMatch(/type: postgres.*env_var/s);
    expect(await folder.names('shop-dbt/load')).not.toEqual([]);
  });

  it('exits by what is open for target postgres too', async () => {
    await folder.write('shop.sql', `${SCRIPT}CREATE VIEW dbo.V AS SELECT Id FROM dbo.Gone;\nGO\n`);
    expect((await folder.run(['migrate', 'shop.sql', '--target', 'postgres'])).code).toBe(2);
  });

  it('takes every option of datamigrate.yml', async () => {
    const options = [
      'target: duckdb', 'names: preserve', 'include: ["dbo.*"]', 'exclude: ["dbo.Dropped"]', 'derived: ["dbo.None"]',
      'renames: {"dbo.Good": "best"}', 'target_schema: warehouse', 'type_overrides: {"dbo.Item.Label": "text"}',
      'collation: Latin1_General_CI_AS', 'collation_mode: source', 'date_first: 1', 'language: British',
      'compatibility_level: 130', 'external_databases: {"Other.dbo": {schema: other}}', 'materializations: {"dbo.Good": table}', 'with_rows: true',
    ]; // prettier-ignore
    await folder.write('shop.sql', `${SCRIPT}CREATE VIEW dbo.Dropped AS SELECT 1 AS One;\nGO\n`);
    await folder.write('datamigrate.yml', `${options.join('\n')}\n`);
    expect((await folder.run(['migrate', 'shop.sql'])).code).toBe(0);
    expect(await folder.names('shop-dbt/models/marts')).toEqual(['_models.yml', 'good.sql']);
    const model = await folder.read('shop-dbt/models/marts/good.sql');
    expect(model).toMatch(/materialized='table'/);
    expect(model).toMatch(/schema='warehouse'/);
    expect(model).toMatch(/alias='best'/);
  });
});
