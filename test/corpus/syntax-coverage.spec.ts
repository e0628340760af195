import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { detectEncoding, textDecoder } from '../../src/sources/script/decode.js';
import { Sqlcmd } from '../../src/sources/script/sqlcmd.js';
import { parseScript, tokenCoverage } from '../../src/syntax/tsql/index.js';
import { corpus, corpusDir, corpusFiles, readCorpus } from '../support/corpus.js';
import { describeIf } from '../support/requirement.js';

interface Measured {
  readonly path: string;
  readonly total: number;
  readonly covered: number;
}

/** What a person would give by `--var`: the OHDSI scripts are templates. */
const VARIABLES = { cdmDatabaseSchema: 'cdm' };

function measure(path: string): Measured {
  const text = new Sqlcmd(VARIABLES, () => null).expand(path, decoded(path)).expanded.text;
  const { total, covered } = tokenCoverage(parseScript({ path, text }));
  return { path: relative(corpusDir(), path), total, covered };
}

/** One file of the parser tests has control characters as white space, which the reader of scripts would refuse. */
function decoded(path: string): string {
  const bytes = readFileSync(path);
  if (path.endsWith('WhitespaceTests.sql')) return bytes.toString('utf8');
  const { encoding, bom } = detectEncoding(bytes, path);
  return textDecoder(encoding).decode(bytes.subarray(bom));
}

function share(files: readonly Measured[]): number {
  const sum = (pick: (file: Measured) => number) => files.reduce((total, file) => total + pick(file), 0);
  return sum(({ covered }) => covered) / sum(({ total }) => total);
}

/** Shown per file where something is missing, as a failing share alone would help nobody. */
function show(title: string, files: readonly Measured[]): void {
  const lines = files
    .filter(({ total, covered }) => covered < total)
    .map(({ path, total, covered }) => `  ${((100 * covered) / total).toFixed(1)} % of ${total}  ${path}`);
  process.stdout.write(
    `${title}: ${(100 * share(files)).toFixed(2)} % of tokens, ${files.length} files\n${lines.join('\n')}\n`,
  );
}

/** Folders of T-SQL written for real or sample databases, and how a file's name there must end. */
const DATABASES: readonly (readonly [string, string])[] = [
  ['tsql-northwind', '.sql'],
  ['tsql-pubs', '.sql'],
  ['tsql-adventureworks-oltp', '.sql'],
  ['tsql-adventureworks-dw', '.sql'],
  ['tsql-contoso-dw', '.sql'],
  ['tsql-ola-maintenance', '.sql'],
  ['tsql-procbench-odd/T-SQL', '.sql'],
  ['multi-chinook', '_sqlserver.sql'],
  ['multi-sakila/sql-server-sakila-db', '.sql'],
  ['multi-quartz', 'sqlserver.sql'],
  ['multi-flowable', 'mssql.all.create.sql'],
  ['multi-ohdsi-cdm/sql_server', '.sql'],
];

describeIf(corpus, 'token coverage of the corpus', () => {
  it.each(DATABASES)('%s is represented whole', (folder, ending) => {
    const files = corpusFiles(folder, ending).map(measure);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter(({ total, covered }) => covered < total)).toEqual([]);
  });

  it('parser test scripts: at least 95 % of what SQL Server 2019 accepts, 70 % of the others', () => {
    const accepted = new Set(readCorpus('parse-accepted.txt').toString('utf8').split(/\r?\n/));
    const files = [...corpusFiles('tsql-scriptdom', '.sql'), ...corpusFiles('tsql-sqlfluff', '.sql')].map(measure);
    const valid = files.filter(({ path }) => accepted.has(path));
    const others = files.filter(({ path }) => !accepted.has(path));
    show('accepted by SQL Server 2019', valid);
    show('newer, older or wrong on purpose', others);
    expect({ valid: valid.length, others: others.length }).toEqual({ valid: 479, others: 278 });
    expect(share(valid)).toBeGreaterThanOrEqual(0.95);
    expect(share(others)).toBeGreaterThanOrEqual(0.7);
  });
});
