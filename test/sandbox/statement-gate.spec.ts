import { StatementType } from '@duckdb/node-api';
import fc from 'fast-check';
import { isForbiddenFunction } from '../../src/sandbox/gate/forbidden-sources.js';
import { sqlTokens } from '../../src/sandbox/gate/sql-tokens.js';
import { checkKind, checkText } from '../../src/sandbox/gate/statement-gate.js';
import { openSandbox } from '../../src/sandbox/sandbox.js';

/** What the compiler and dbt write. None of it may be mistaken for an attack. */
const HARMLESS = [
  `CREATE OR REPLACE TABLE "main"."dbo"."Order Details" AS SELECT 1 AS "x.csv"`,
  `CREATE VIEW "dbo"."v" AS WITH a AS (SELECT 'a/b.csv' AS file) SELECT * FROM a WHERE file IS NOT DISTINCT FROM 'x.csv'`,
  `SELECT extract(year FROM DATE '2020-01-01'), trim(BOTH 'x' FROM 'abc'), substring('abc' FROM 2)`,
  `SELECT * FROM t JOIN u ON t.a = 'x.csv' AND t.b IN ('y.csv', 'z.csv'), w ORDER BY 'q.csv'`,
  `SELECT * FROM (VALUES ('x.csv', 1), ('y.csv', 2)) AS v(a, b)`,
  `SELECT * FROM unnest(['x.csv', 'y.csv']) AS u(name), generate_series(1, 3) AS g(n), range(5)`,
  `SELECT * FROM "dbo"."../../etc/passwd", "dbo"."a'b""c"`,
  `INSERT INTO "Glob" (a) VALUES ('x.csv')`,
  `CREATE TABLE "dbo"."Query" ("a" INTEGER, "b" VARCHAR DEFAULT 'x.csv')`,
  `CREATE TABLE IF NOT EXISTS Checkpoint (id INT REFERENCES Summary (id))`,
  `WITH RECURSIVE summary (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM summary WHERE n < 5) SELECT * FROM summary`,
  `SELECT 'COPY t TO ''x''; ATTACH ''y''' -- ; ATTACH 'z'`,
  `/* ; COPY /* nested */ ; */ SELECT $$; ATTACH 'x'$$, $tag$; COPY$tag$, e'it\\'s; COPY'`,
  `CREATE MACRO dm_len(s) AS length(rtrim(s))`,
  `CREATE UNIQUE INDEX i ON t (a)`,
  `DELETE FROM t USING u WHERE t.a = u.a`,
  `MERGE INTO t USING (SELECT 1 AS a) AS s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = 'x.csv'`,
  `UPDATE t SET a = 'x.csv', b = 'y.csv' FROM u WHERE t.id = u.id`,
  `ALTER TABLE t ADD COLUMN c INTEGER; DROP VIEW IF EXISTS v; BEGIN; COMMIT; ; TRUNCATE t; COMMENT ON TABLE t IS 'x.csv'`,
  `(SELECT 1) UNION ALL (SELECT 2)`,
  `SELECT t.read, read.read_at FROM t`,
];

/** Table functions that cannot reach out of the database: reviewed one by one for DuckDB 1.5. */
const HARMLESS_TABLE_FUNCTIONS = new Set(
  `duckdb_columns duckdb_constraints duckdb_databases duckdb_dependencies duckdb_functions duckdb_indexes duckdb_keywords duckdb_schemas
   duckdb_sequences duckdb_tables duckdb_types duckdb_views generate_series histogram histogram_values icu_calendar_names json_each
   json_tree pg_timezone_names range repeat repeat_row unnest`.split(/\s+/),
);

describe('the statement gate', () => {
  test.each(HARMLESS)('lets pass: %s', (sql) => {
    expect(() => checkText(sql)).not.toThrow();
  });

  test.each([StatementType.COPY, StatementType.ATTACH, StatementType.PRAGMA, StatementType.SET, StatementType.CALL])(
    'refuses the statement kind %i however it is written',
    (kind) => {
      expect(() => checkKind(kind)).toThrow(expect.objectContaining({ code: 'sql_denied' }));
    },
  );

  test('allows nine statement kinds and no other that DuckDB has', () => {
    const kinds = Object.values(StatementType).filter((kind) => typeof kind === 'number');
    const allowed = kinds.filter((kind) => {
      try {
        checkKind(kind);
        return true;
      } catch {
        return false;
      }
    });
    expect(allowed.map((kind) => StatementType[kind]).sort()).toEqual(
      ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE_INTO', 'CREATE', 'ALTER', 'DROP', 'TRANSACTION'].sort(),
    );
  });

  test('knows every table function of this DuckDB: forbidden, or reviewed as harmless', async () => {
    const sandbox = await openSandbox();
    const { rows } = await sandbox.run(
      "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro')",
    );
    await sandbox.close();
    const names = rows.flat().filter((name) => typeof name === 'string');
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !isForbiddenFunction(name) && !HARMLESS_TABLE_FUNCTIONS.has(name))).toEqual([]);
    expect([...HARMLESS_TABLE_FUNCTIONS].filter(isForbiddenFunction)).toEqual([]);
  });
});

describe('the scanner behind the gate', () => {
  test('drops comments, unquotes names and strings, folds words to lower case', () => {
    const tokens = sqlTokens(`SELECT "A ""b""", 'it''s' /* x /* y */ z */ FROM T1 -- end\n, $q$a'b$q$`);
    expect(tokens.map(({ kind, text }) => `${kind}:${text}`)).toEqual([
      'word:select',
      'quoted_name:A "b"',
      'symbol:,',
      "string:it''s",
      'word:from',
      'word:t1',
      'symbol:,',
      "string:a'b",
    ]);
  });

  test('never throws and never loses a word outside quotes, whatever the text', () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      '$$',
      '$a$',
      '/*',
      '*/',
      '--',
      '\n',
      ';',
      'COPY',
      ' ',
      "e'",
      '\\',
      '(',
      ')',
      '😀',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 40 }), (pieces) => {
        const sql = pieces.join('');
        sqlTokens(sql);
        expect(sqlTokens(`${sql.replace(/[^a-z]/g, ' ')} copy`).at(-1)).toEqual({ kind: 'word', text: 'copy' });
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  test.each(['a', "''", '"', "'", '/*', '(', '--\n', '$$', '$a', '\\', "e'\\'"])(
    'is linear and stack-safe in 1 MB of %s',
    (unit) => {
      const startedMs = performance.now();
      for (const open of ['', "'", "e'", '"', '/*']) sqlTokens(open + unit.repeat(1_000_000 / unit.length));
      expect(performance.now() - startedMs).toBeLessThan(10_000);
    },
  );
});
