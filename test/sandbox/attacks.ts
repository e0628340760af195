/** One attempt to reach out of the sandbox. `FOLDER` in its text stands for a folder with real files in it. */
export interface Attack {
  sql: string;
  /** With both walls taken away it does what it wants here: proof that the walls are what stops it. */
  works?: boolean;
}

const works = (...statements: string[]): Attack[] => statements.map((sql) => ({ sql, works: true }));
/** Needs a network, an extension, a privilege or a file that is not here, so only its refusal can be shown. */
const tries = (...statements: string[]): Attack[] => statements.map((sql) => ({ sql }));

/** Each must be denied twice: by the allow-list without DuckDB's locks, and by the locks without the allow-list. */
export const DOUBLY_DENIED: readonly Attack[] = [
  // Reading files.
  ...works(
    "SELECT * FROM read_csv('FOLDER/secret.csv')",
    "SELECT * FROM read_csv_auto('FOLDER/secret.csv')",
    "SELECT * FROM 'FOLDER/secret.csv'",
    'SELECT * FROM "FOLDER/secret.csv"',
    "FROM 'FOLDER/secret.csv'",
    'FROM $$FOLDER/secret.csv$$',
    "SELECT 1 FROM range(1), 'FOLDER/secret.csv'",
    "SELECT a.range FROM range(1) a JOIN 'FOLDER/secret.csv' ON true",
    "SELECT a.range FROM range(1) a JOIN range(1) b ON true, 'FOLDER/secret.csv'",
    "SELECT * FROM (SELECT * FROM 'FOLDER/secret.csv')",
    "WITH stolen AS (SELECT * FROM read_text('FOLDER/secret.csv')) SELECT * FROM stolen",
    "SELECT content FROM read_text('FOLDER/*.csv')",
    "SELECT content FROM read_blob('/proc/self/environ')",
    'SELECT content FROM /* hidden */ "read_blob" /**/ (\'/proc/self/status\')',
    "SELECT * FROM main.read_text('FOLDER/secret.csv')",
    "SELECT * FROM system.main.READ_TEXT('FOLDER/secret.csv')",
    "SELECT content FROM read_text('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_json('FOLDER/secret.json')",
    "SELECT * FROM read_json_auto('FOLDER/secret.json')",
    "SELECT * FROM read_ndjson_objects('FOLDER/secret.json')",
    "SELECT * FROM 'FOLDER/secret.json'",
    "SELECT * FROM read_parquet('FOLDER/secret.parquet')",
    "SELECT * FROM parquet_scan(['FOLDER/secret.parquet'])",
    "SELECT * FROM parquet_metadata('FOLDER/secret.parquet')",
    "SELECT * FROM parquet_schema('FOLDER/secret.parquet')",
    "SELECT * FROM sniff_csv('FOLDER/secret.csv')",
    "SELECT (SELECT max(content) FROM read_text('FOLDER/secret.csv'))",
    "CREATE TABLE stolen_by_ctas AS SELECT * FROM read_text('FOLDER/secret.csv')",
    "CREATE VIEW stolen_by_view AS SELECT * FROM 'FOLDER/secret.csv'",
    "INSERT INTO loot SELECT content FROM read_text('FOLDER/secret.csv')",
    "UPDATE loot SET line = (SELECT max(content) FROM read_text('FOLDER/secret.csv'))",
    "DELETE FROM loot USING read_text('FOLDER/secret.csv') f WHERE loot.line = f.content",
    "MERGE INTO loot USING (FROM read_text('FOLDER/secret.csv')) f ON line = content WHEN NOT MATCHED THEN INSERT VALUES (content)",
    "SELECT * FROM query('SELECT * FROM read_text(''FOLDER/secret.csv'')')",
    "SUMMARIZE 'FOLDER/secret.csv'",
    "DESCRIBE SELECT * FROM 'FOLDER/secret.csv'",
    "COPY loot FROM 'FOLDER/secret.csv'",
  ),
  ...tries("IMPORT DATABASE 'FOLDER/exported'", "SELECT * FROM 'http://127.0.0.1:9/x.parquet'"),
  // Writing files.
  ...works(
    "COPY (SELECT 1) TO 'FOLDER/out.csv'",
    "COPY loot TO 'FOLDER/out.parquet' (FORMAT parquet)",
    "COPY (SELECT 1 AS one, 2 AS two) TO 'FOLDER/parts' (FORMAT csv, PARTITION_BY (one))",
    "EXPORT DATABASE 'FOLDER/export'",
    "ATTACH 'FOLDER/new.duckdb' AS new_file",
    "ATTACH 'FOLDER/other.duckdb' AS other_file (READ_ONLY)",
  ),
  // Extensions and the network.
  ...tries(
    'INSTALL httpfs',
    "INSTALL spatial FROM 'http://127.0.0.1:9/'",
    'INSTALL h3 FROM community',
    'FORCE INSTALL httpfs',
    'LOAD httpfs',
    "LOAD 'FOLDER/evil.duckdb_extension'",
    "ATTACH 'http://127.0.0.1:9/x.duckdb'",
    "ATTACH 'host=127.0.0.1' AS pg (TYPE postgres)",
    "COPY loot TO 's3://bucket/out.parquet'",
    'UPDATE EXTENSIONS',
  ),
  // Undoing the settings.
  ...works(
    "SET memory_limit = '64GB'",
    'SET threads = 8',
    "SET temp_directory = 'FOLDER'",
    'SET autoload_known_extensions = true',
    "SET GLOBAL home_directory = 'FOLDER'",
    "SET log_query_path = 'FOLDER/log'",
    'RESET memory_limit',
    'PRAGMA threads = 8',
    "PRAGMA memory_limit = '64GB'",
  ),
  ...tries("CREATE PERSISTENT SECRET kept (TYPE http, BEARER_TOKEN 'x')"),
  ...tries('SET enable_external_access = true', 'RESET lock_configuration', 'SET lock_configuration = false'),
];

/** DuckDB's locks let these through: only the allow-list stops them. */
export const DENIED_BY_ALLOW_LIST_ALONE: readonly string[] = [
  "ATTACH ':memory:' AS another",
  "PRAGMA enable_profiling = 'json'",
  'PRAGMA database_list',
  'CHECKPOINT',
  'CALL pragma_version()',
  'SET VARIABLE note = 1',
  "SELECT write_log('forged', level := 'ERROR')",
  'SELECT sleep_ms(1)',
  'SELECT * FROM duckdb_settings()',
  'SELECT * FROM duckdb_secrets()',
  "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
  'PREPARE p AS SELECT 1',
  'EXPLAIN SELECT 1',
  'VACUUM',
  'USE main',
  "CREATE SECRET s (TYPE http, BEARER_TOKEN 'x')",
];
