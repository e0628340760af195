import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';

describe('an open sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => void (sandbox = await openSandbox()));
  afterAll(() => sandbox.close());

  test('returns exact values as text and keeps what JSON can hold', async () => {
    const sql = `SELECT 1 AS one, 12.30::DECIMAL(10, 2) AS price, 9007199254740993::BIGINT AS big, DATE '2020-01-02' AS day,
      TIMESTAMP '2020-01-02 03:04:05.123456' AS moment, TIMESTAMPTZ '2020-01-02 03:00:00+02' AS zoned, true AS yes, 1.5::DOUBLE AS half,
      NULL AS nothing, 'ä😀' AS text, '\\xAB'::BLOB AS bytes, [1, 2] AS list, 'nan'::DOUBLE AS nan`;
    const { columns, rows, truncated, validatedOn } = await sandbox.run(sql);
    expect(rows).toEqual([
      [
        1,
        '12.30',
        '9007199254740993',
        '2020-01-02',
        '2020-01-02 03:04:05.123456',
        '2020-01-02 01:00:00+00',
        true,
        1.5,
        null,
        'ä😀',
        '\\xAB',
        [1, 2],
        'NaN',
      ],
    ]);
    expect(columns.slice(0, 3)).toEqual([
      { name: 'one', type: 'INTEGER' },
      { name: 'price', type: 'DECIMAL(10,2)' },
      { name: 'big', type: 'BIGINT' },
    ]);
    expect({ truncated, validatedOn }).toEqual({ truncated: false, validatedOn: 'duckdb' });
  });

  test('reports the settings that DuckDB read back after the lock', () => {
    expect(sandbox.settings).toMatchObject({
      allow_community_extensions: 'false',
      allow_persistent_secrets: 'false',
      autoload_known_extensions: 'false',
      enable_external_access: 'false',
      lock_configuration: 'true',
      temp_directory: '',
    });
  });

  test('binds parameters', async () => {
    const { rows } = await sandbox.run('SELECT $1 + 1, $2, $3', { params: [41, "O'Neil", null] });
    expect(rows).toEqual([[42, "O'Neil", null]]);
  });

  test('cuts a result at the row limit and says so, and not when it just fits', async () => {
    const cut = await sandbox.run('SELECT * FROM range(5000)', { rowLimit: 3000 });
    const fits = await sandbox.run('SELECT * FROM range(3000)', { rowLimit: 3000 });
    expect([cut.rows.length, cut.truncated]).toEqual([3000, true]);
    expect([fits.rows.length, fits.truncated]).toEqual([3000, false]);
  });

  test('keeps columns of the same name apart, and gives the columns of an empty result', async () => {
    expect((await sandbox.run('SELECT 1 AS a, 2 AS a')).rows).toEqual([[1, 2]]);
    expect(await sandbox.run('SELECT 1 AS a WHERE false')).toMatchObject({ columns: [{ name: 'a' }], rows: [] });
  });

  test('runs what changes data, and counts the rows', async () => {
    await sandbox.exec(['CREATE TABLE changed (a INT)', 'INSERT INTO changed VALUES (1), (2), (3)']);
    expect((await sandbox.run('UPDATE changed SET a = a + 1 WHERE a > 1')).rowsChanged).toBe(2);
    expect((await sandbox.run('SELECT sum(a) FROM changed')).rows).toEqual([['8']]);
  });

  test('gives DuckDB its say about wrong SQL and goes on', async () => {
    await expect(sandbox.run('SELECT * FROM missing')).rejects.toMatchObject({
      code: 'sql_error',
      publicText: expect.stringContaining('missing does not exist'),
      sandboxAlive: true,
    });
    await expect(sandbox.exec(['SELECT 1', 'SELECT 1 + ()'])).rejects.toMatchObject({ statementIndex: 1 });
    expect((await sandbox.run('SELECT 1')).rows).toEqual([[1]]);
  });

  test('wants exactly one statement in run', async () => {
    await expect(sandbox.run('SELECT 1; SELECT 2')).rejects.toMatchObject({ code: 'sql_error' });
    await expect(sandbox.run(' -- nothing')).rejects.toMatchObject({ code: 'sql_error' });
  });

  test('answers concurrent requests each with its own result, in order', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => sandbox.run('SELECT $1 * 2', { params: [i] })),
    );
    expect(answers.map(({ rows }) => Number(rows[0]?.[0]))).toEqual(Array.from({ length: 20 }, (_, i) => i * 2));
  });

  test('refuses a handler that is not in its list', async () => {
    for (const name of ['../cli/main', 'constructor', 'node:fs.readFile', '']) {
      await expect(sandbox.call(name, null)).rejects.toMatchObject({ code: 'sandbox_refused' });
    }
  });
});

describe('rows loaded into a table', () => {
  let sandbox: Sandbox;
  beforeAll(async () => void (sandbox = await openSandbox()));
  afterAll(() => sandbox.close());

  test('are cast from text to the type of each column', async () => {
    const table = { schema: 'raw "quoted"', table: 'Ünïcode table' };
    await sandbox.exec([
      `CREATE SCHEMA "raw ""quoted"""`,
      `CREATE TABLE "raw ""quoted"""."Ünïcode table" (id BIGINT, price DECIMAL(19, 4), day DATE, moment TIMESTAMP, bytes BLOB, name VARCHAR, ok BOOLEAN, n DOUBLE)`,
    ]);
    const row = [
      '9007199254740993',
      '12345678901234.5678',
      '1753-01-01',
      '9999-12-31 23:59:59.997',
      '\\xAB\\x00',
      'a\u0000b',
      true,
      0.1,
    ];
    const columns = ['id', 'price', 'day', 'moment', 'bytes', 'name', 'ok', 'n'];
    expect(await sandbox.loadRows(table, columns, [row, columns.map(() => null)])).toBe(2);
    const { rows } = await sandbox.run(`SELECT * FROM "raw ""quoted"""."Ünïcode table"`);
    expect(rows).toEqual([row, columns.map(() => null)]);
  });

  test('may name columns in any order, and the others get their defaults', async () => {
    await sandbox.exec(["CREATE TABLE partial (a INT, b VARCHAR DEFAULT 'default', c INT)"]);
    await sandbox.loadRows({ table: 'partial' }, ['c', 'a'], [[3, 1]]);
    expect((await sandbox.run('SELECT * FROM partial')).rows).toEqual([[1, 'default', 3]]);
  });

  test('are all refused when one is wrong', async () => {
    await sandbox.exec(['CREATE TABLE whole (a INT PRIMARY KEY)']);
    for (const rows of [
      [[1], ['x']],
      [[1], [1]],
      [[1], [null]],
    ]) {
      await expect(sandbox.loadRows({ table: 'whole' }, ['a'], rows)).rejects.toMatchObject({ code: 'sql_error' });
    }
    await expect(sandbox.loadRows({ table: 'whole' }, ['b'], [[1]])).rejects.toThrow(/no column b/);
    await expect(sandbox.loadRows({ table: 'absent' }, ['a'], [[1]])).rejects.toThrow(/no table main.absent/);
    expect((await sandbox.run('SELECT count(*) FROM whole')).rows).toEqual([['0']]);
  });

  test('come in batches of many thousands', async () => {
    await sandbox.exec(['CREATE TABLE many (id INT, name VARCHAR)']);
    const rows = Array.from({ length: 50_000 }, (_, id) => [id, `name ${id}`]);
    await sandbox.loadRows({ table: 'many' }, ['id', 'name'], rows);
    expect((await sandbox.run('SELECT count(*), max(name) FROM many')).rows).toEqual([['50000', 'name 9999']]);
  });
});

describe('a sandbox on a file', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'sandbox-file-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('saves its tables into the file and a copy, which other sandboxes open', async () => {
    const databasePath = join(folder, 'warehouse.duckdb');
    const copyPath = join(folder, 'copy.duckdb');
    const writer = await openSandbox({ databasePath });
    await writer.exec(['CREATE TABLE kept AS SELECT 42 AS answer']);
    await writer.save(copyPath);
    await writer.exec(['CREATE TABLE later AS SELECT 1 AS one']);
    await writer.close();
    expect(existsSync(`${databasePath}.wal`)).toBe(false);
    for (const [path, tables] of [
      [databasePath, '2'],
      [copyPath, '1'],
    ] as const) {
      const reader = await openSandbox({ databasePath: path });
      expect((await reader.run('SELECT answer, (SELECT count(*) FROM duckdb_tables()) FROM kept')).rows).toEqual([
        [42, tables],
      ]);
      await reader.close();
    }
  });

  test('is refused when the file cannot be opened, and in memory there is nothing to save', async () => {
    const databasePath = join(folder, 'no such folder', 'x.duckdb');
    await expect(openSandbox({ databasePath })).rejects.toMatchObject({ code: 'sandbox_refused' });
    const inMemory = await openSandbox();
    await expect(inMemory.save(join(folder, 'y.duckdb'))).rejects.toMatchObject({ code: 'sandbox_refused' });
    await inMemory.close();
  });
});

describe('a sandbox that has ended', () => {
  test('says so, and closing it again is harmless', async () => {
    const sandbox = await openSandbox();
    const underWay = sandbox.run('SELECT count(*) FROM range(1000000000000)');
    const ended = expect(underWay).rejects.toMatchObject({ code: 'sandbox_closed', sandboxAlive: false });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sandbox.kill();
    await ended;
    await expect(sandbox.run('SELECT 1')).rejects.toMatchObject({ code: 'sandbox_closed' });
    await sandbox.close();
    await sandbox.close();
    expect(sandbox.alive).toBe(false);
  });
});
