/** What came back from a server: lines of `script.ts`, among whatever else a client prints. */
import { z } from 'zod';
import { sqlTypeSchema, type SqlType } from '../../catalog/sql-type.js';
import { RECORDING_FORMAT } from './script.js';

const count = z.number().int().nonnegative();
const text = z.string().nullable();

const serverSchema = z.object({
  baseline: z.literal('server'),
  format: z.literal(RECORDING_FORMAT),
  database: text,
  version: text,
  collation: text,
  language: text,
  date_first: z.number().int(),
  options: z.number().int(),
  moment_utc: text,
  transactions: count,
});
const tableSchema = z.object({ baseline: z.literal('table'), name: z.string(), rows: count, transactions: count });
const typesSchema = z.object({ baseline: z.literal('types'), view: count, place: count, name: z.string(), type: z.string(), collation: text }); // prettier-ignore
const viewSchema = z.looseObject({ baseline: z.literal('view'), view: count, name: z.string(), rows: count, rows_max: count, transactions: count, columns: z.string() }); // prettier-ignore
const rowSchema = z.looseObject({ baseline: z.literal('row'), view: count });
const endSchema = z.object({ baseline: z.literal('end'), transactions: count });
const lineSchema = z.discriminatedUnion('baseline', [serverSchema, tableSchema, typesSchema, viewSchema, rowSchema, endSchema]); // prettier-ignore
type Line = z.infer<typeof lineSchema>;

const columnsSchema = z.array(z.object({ name: z.string(), type: sqlTypeSchema }));
const figuresSchema = z.object({ nulls: count.nullable(), sum: text, min: text, max: text });

export interface Figures {
  readonly nulls: number | null;
  readonly sum: string | null;
  readonly min: string | null;
  readonly max: string | null;
}

export interface RecordedColumn {
  readonly name: string;
  /** What the values were written for. */
  readonly type: SqlType;
  /** What the server has; null when that line is missing. */
  readonly serverType: string | null;
  readonly figures: Figures;
}

export interface RecordedView {
  /** `dbo.Name`. */
  readonly name: string;
  readonly rowsTotal: number;
  readonly rowsMax: number;
  readonly isInTransaction: boolean;
  readonly columns: readonly RecordedColumn[];
  /** Texts by column, as they were written. */
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface Recording {
  readonly server: {
    readonly database: string | null;
    readonly version: string | null;
    readonly collation: string | null;
    readonly language: string | null;
    readonly dateFirst: number;
    /** When it was made, UTC. */
    readonly momentUtc: string | null;
  } | null;
  /** Rows of each table, by its name in lower case. */
  readonly tables: ReadonlyMap<string, number>;
  /** By name in lower case. */
  readonly views: ReadonlyMap<string, RecordedView>;
  /** The script ran to its end. */
  readonly isComplete: boolean;
  /** What could not be read of it, in words. */
  readonly faults: readonly string[];
}

const START = '{"baseline":';
/** Longer values than this are not put together from pieces. */
const LINE_CHARS_MAX = 64_000_000;
/** Pieces of one line that end as a JSON object does: each is a try, and takes as long as all before it. */
const TRIES_MAX = 50;
const FAULTS_MAX = 20;

/** @param texts of the files of one recording, in the order of their names */
export function readRecording(texts: readonly string[]): Recording {
  const lines: Line[] = [];
  const faults: string[] = [];
  for (const each of texts)
    for (const value of valuesIn(each)) {
      const parsed = lineSchema.safeParse(value.json);
      if (parsed.success) lines.push(parsed.data);
      else if (faults.length < FAULTS_MAX) faults.push(`line ${value.line}: ${value.json === undefined ? 'the JSON text is cut off' : 'this is no line of a recording'}`); // prettier-ignore
    }
  return assembled(lines, faults);
}

/** A client may break long lines: pieces are put together until they are JSON, or the next line begins. */
function* valuesIn(file: string): Generator<{ readonly line: number; readonly json: unknown }> {
  let open: { readonly line: number; readonly pieces: string[]; chars: number; triesLeft: number } | null = null;
  for (const [at, piece] of file.split(/\r?\n/).entries()) {
    if (piece.startsWith(START)) {
      if (open) yield { line: open.line, json: undefined };
      open = { line: at + 1, pieces: [], chars: 0, triesLeft: TRIES_MAX };
    }
    if (!open) continue;
    open.pieces.push(piece);
    open.chars += piece.length;
    const isEnd = piece.trimEnd().endsWith('}');
    const json = isEnd ? parsedJson(open.pieces.join('')) : undefined;
    if (isEnd) open.triesLeft -= 1;
    if (json === undefined && open.triesLeft > 0 && open.chars < LINE_CHARS_MAX) continue;
    yield { line: open.line, json };
    open = null;
  }
  if (open) yield { line: open.line, json: undefined };
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Not whole yet, or never.
    return undefined;
  }
}

function assembled(lines: readonly Line[], faults: string[]): Recording {
  const ofKind = <K extends Line['baseline']>(kind: K) => lines.filter((line): line is Extract<Line, { baseline: K }> => line.baseline === kind); // prettier-ignore
  const [server, second] = ofKind('server');
  if (second) faults.push('two recordings lie in one folder: keep one of them');
  const tables = new Map(ofKind('table').map(({ name, rows }) => [name.toLowerCase(), rows]));
  const types = byView(ofKind('types'));
  const rows = byView(ofKind('row'));
  const views = new Map<string, RecordedView>();
  for (const line of ofKind('view')) {
    const view = viewOf(line, types.get(line.view) ?? [], rows.get(line.view) ?? []);
    if (view) views.set(view.name.toLowerCase(), view);
    else faults.push(`the lines of ${line.name} do not fit together`);
  }
  return {
    server: server ? { database: server.database, version: server.version, collation: server.collation, language: server.language, dateFirst: server.date_first, momentUtc: server.moment_utc } : null, // prettier-ignore
    tables,
    views: second ? new Map() : views,
    isComplete: ofKind('end').length === 1 && server !== undefined && faults.length === 0,
    faults,
  };
}

function byView<T extends { readonly view: number }>(lines: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const line of lines) {
    const group = groups.get(line.view);
    if (group) group.push(line);
    else groups.set(line.view, [line]);
  }
  return groups;
}

type ViewLine = Extract<Line, { baseline: 'view' }>;
type TypesLine = Extract<Line, { baseline: 'types' }>;
type RowLine = Extract<Line, { baseline: 'row' }>;

function viewOf(line: ViewLine, types: readonly TypesLine[], rows: readonly RowLine[]): RecordedView | null {
  const columns = columnsSchema.safeParse(parsedJson(line.columns));
  if (!columns.success) return null;
  const figures = columns.data.map((_, at) => figuresSchema.safeParse(line[`c${at + 1}`]));
  const server = types.toSorted((a, b) => a.place - b.place);
  const texts = rows.map((row) => columns.data.map((_, at) => text.safeParse(row[`c${at + 1}`])));
  if (figures.some(({ success }) => !success) || texts.some((row) => row.some(({ success }) => !success))) return null;
  if (server.length > 0 && server.map(({ name }) => name).join('\u0000') !== columns.data.map(({ name }) => name).join('\u0000')) return null; // prettier-ignore
  return {
    name: line.name,
    rowsTotal: line.rows,
    rowsMax: line.rows_max,
    isInTransaction: line.transactions > 0,
    columns: columns.data.map(({ name, type }, at) => ({ name, type, serverType: server[at]?.type ?? null, figures: figures[at]?.data ?? NO_FIGURES })), // prettier-ignore
    rows: texts.map((row) => row.map(({ data }) => data ?? null)),
  };
}

const NO_FIGURES: Figures = { nulls: null, sum: null, min: null, max: null };
