/** Scripts in, Catalog out: the first arrow of the flow. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { CATALOG_SCHEMA_VERSION, type Catalog, type SourceSettings } from '../catalog/catalog.js';
import { AppError } from '../common/app-error.js';
import type { Script, Span, Statement } from '../syntax/tsql/ast/index.js';
import { parseScript, statementCoverage, tokenCoverage } from '../syntax/tsql/index.js';
import { applyBatch, applyDeferred } from './catalog/apply.js';
import { CatalogDraft, type StatementContext } from './catalog/draft.js';
import { leadingComment } from './catalog/leading-comment.js';
import { byCodeUnits } from './catalog/naming.js';
import type { InputFile, Inputs } from './input.js';
import { loadFiles } from './rows/load-files.js';
import type { RowStore } from './rows/row-store.js';
import { storeRows } from './rows/store-rows.js';
import { readChunks, WHOLE_FILE_BYTES_MAX } from './script/chunks.js';
import { decodedText, detectEncoding } from './script/decode.js';
import type { ExpandedText } from './script/expanded-text.js';
import { Sqlcmd, type IncludeReader } from './script/sqlcmd.js';

export interface ReadOptions {
  readonly settings: SourceSettings;
  /** Values for `$(name)` and template tokens. */
  readonly variables: Readonly<Record<string, string>>;
  /** Delimited files of `--data`, beside those lying with the scripts. */
  readonly dataFiles: readonly InputFile[];
  /** False leaves sample rows out. */
  readonly withRows: boolean;
  readonly onFile?: (path: string, done: number, total: number) => void;
}

type CatalogFile = Catalog['files'][number];

/** Reads every script in order. Throws AppError only when nothing of the input can be read as SQL. */
export async function readScripts(inputs: Inputs, options: ReadOptions, rows: RowStore): Promise<Catalog> {
  const draft = new CatalogDraft(options.settings);
  const sqlcmd = new Sqlcmd(options.variables, includeReader(inputs));
  const files: CatalogFile[] = [];
  for (const [index, file] of inputs.scripts.entries()) {
    options.onFile?.(file.path, index, inputs.scripts.length);
    files.push(await readFile(draft, sqlcmd, file));
  }
  applyDeferred(draft);
  refuseNotSql(draft, files);
  if (options.withRows) await loadFiles(draft, [...inputs.tables, ...options.dataFiles]);
  return finish(draft, inputs.name, files, options.withRows ? rows : null);
}

async function readFile(draft: CatalogDraft, sqlcmd: Sqlcmd, file: InputFile): Promise<CatalogFile> {
  const tokens = { total: 0, covered: 0, server: 0 };
  let encoding = 'utf-8';
  try {
    for await (const chunk of readChunks(file)) {
      encoding = chunk.encoding;
      const { expanded, findings } = sqlcmd.expand(file.path, chunk.text, chunk.line);
      draft.findings.push(...findings);
      const counted = applyText(draft, file.path, expanded);
      tokens.total += counted.total;
      tokens.covered += counted.covered;
      tokens.server += counted.server;
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    draft.report(error.code, 'error', error.publicText, { file: file.path, line: 1, column: 1, offset: 0 });
  }
  return { path: file.path, bytes: file.bytes, encoding, tokens };
}

function applyText(draft: CatalogDraft, path: string, expanded: ExpandedText) {
  const { text } = expanded;
  const script = parseScript({ path, text }, { quotedIdentifier: draft.quotedIdentifier });
  for (const { code, severity, message, span } of script.diagnostics)
    if (severity === 'warning' || UNTERMINATED.test(code))
      draft.report(code, severity, message, expanded.place(span.start));
  const contextOf = contexts(script, expanded);
  for (const batch of script.batches) applyBatch(draft, batch, contextOf);
  return tokenCoverage(script);
}

/** Faults of the lexer: no statement tells of them. */
const UNTERMINATED = /^SYNTAX-UNTERMINATED-/;

function contexts(script: Script, expanded: ExpandedText): (statement: Statement) => StatementContext {
  const { text } = expanded;
  const place = (offset: number) => expanded.place(offset);
  const stops = new Map(script.diagnostics.filter(({ code }) => !UNTERMINATED.test(code)).map(({ span }) => [span.end, span.start])); // prettier-ignore
  const stoppedAt = (span: Span) => stops.get(span.end);
  return (statement) => ({
    text,
    place,
    comment: leadingComment(script, statement.span.start),
    get tokens() {
      return statementCoverage(script, statement);
    },
    stoppedAt,
  });
}

/** Nothing that parses and something that does not: the input is not SQL. */
function refuseNotSql(draft: CatalogDraft, files: readonly CatalogFile[]): void {
  const total = files.reduce((sum, file) => sum + file.tokens.total, 0);
  const covered = files.reduce((sum, file) => sum + file.tokens.covered, 0);
  const failed = draft.findings.find((finding) => finding.code === 'INPUT-BINARY');
  if (total === 0 && failed) throw new AppError(failed.code, failed.message, 'every input is binary');
  if (total === 0)
    throw new AppError('INPUT-EMPTY', 'The input holds no statement. Give a script with CREATE TABLE or CREATE VIEW.', 'no tokens'); // prettier-ignore
  const understood = draft.statements.some(
    (statement) => statement.kind !== 'unsupported' && statement.kind !== 'execute',
  );
  if (covered === 0 || (!understood && draft.objects.size === 0 && covered < total / 2))
    throw new AppError('INPUT-NOT-SQL', `No statement of ${files[0]?.path ?? 'the input'} could be read as T-SQL. Check that it is a SQL Server script.`, 'nothing parsed'); // prettier-ignore
}

/** Reads what `:r` names: relative to the including file's folder, then to the input folder, and from nowhere else. */
export function includeReader(inputs: Inputs): IncludeReader {
  return (name, from) => {
    const including = inputs.scripts.find((file) => file.path === from) ?? inputs.scripts[0];
    if (!including) return null;
    const root = including.absolutePath.slice(0, including.absolutePath.length - including.path.length);
    const wanted = name.replace(/\\/g, '/').replace(/^\.\//, '');
    const absolutePath = join(dirname(including.absolutePath), wanted);
    const inside = relative(root, absolutePath);
    if (inside.startsWith('..') || wanted.startsWith('/')) return null;
    const text = readSmall(absolutePath, inside);
    return text === null ? null : { path: inside.split(sep).join('/'), text };
  };
}

function readSmall(absolutePath: string, path: string): string | null {
  try {
    const bytes = readFileSync(absolutePath);
    if (bytes.length > WHOLE_FILE_BYTES_MAX * 16) return null;
    const { encoding, bom } = detectEncoding(bytes, path);
    return decodedText(bytes.subarray(bom), encoding);
  } catch {
    // A missing or binary include is reported by the caller at the :r line.
    return null;
  }
}

async function finish(
  draft: CatalogDraft,
  name: string,
  files: CatalogFile[],
  rows: RowStore | null,
): Promise<Catalog> {
  const objects = [...draft.objects.values()].sort(
    (a, b) => byCodeUnits(a.name.schema, b.name.schema) || byCodeUnits(a.name.name, b.name.name),
  );
  return {
    schemaVersion: CATALOG_SCHEMA_VERSION,
    dialect: 'tsql',
    name,
    settings: draft.settings,
    files,
    objects,
    synonyms: [...draft.synonyms.values()],
    sequences: [...draft.sequences.values()],
    aliasTypes: [...draft.aliasTypes.values()],
    tableTypes: [...draft.tableTypes.values()],
    rows: rows ? await storeRows(draft, rows) : [],
    statements: draft.statements,
    findings: draft.findings,
  };
}
