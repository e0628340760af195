/** Reads the rows of files: those BULK INSERT named, then files of `--data` named after tables that have no rows. */
import type { Column, Table } from '../../catalog/catalog.js';
import type { CatalogDraft } from '../catalog/draft.js';
import type { InputFile } from '../input.js';
import { AppError } from '../../common/app-error.js';
import type { BulkRequest } from './bulk.js';
import { CellError, toCell, type Cell } from './cell.js';
import { CSV_WITH_HEADER, readRecords, type DelimitedFormat } from './delimited.js';

const BAD_ROWS_REPORTED_MAX = 3;
const RECORD_LINES_MAX = 1_000;

/** Loads every file there is for the draft's tables. A missing one is a finding, not a failure. */
export async function loadFiles(draft: CatalogDraft, files: readonly InputFile[]): Promise<void> {
  const byName = new Map(files.map((file) => [baseName(file).toLowerCase(), file]));
  for (const request of draft.bulkRequests) {
    const file = byName.get(request.file.toLowerCase());
    const table = draft.table(request.table);
    if (file && table) await loadFile(draft, table, file, request.format);
    else if (table) missing(draft, request);
  }
  for (const object of draft.objects.values()) {
    if (object.kind !== 'table' || draft.rows.has(draft.keys.of(object.name))) continue;
    const { schema, name } = object.name;
    const file = byName.get(`${schema}.${name}.csv`.toLowerCase()) ?? byName.get(`${name}.csv`.toLowerCase());
    if (file && !isRequested(draft, file)) await loadFile(draft, object, file, CSV_WITH_HEADER);
  }
}

function isRequested(draft: CatalogDraft, file: InputFile): boolean {
  return draft.bulkRequests.some((request) => request.file.toLowerCase() === baseName(file).toLowerCase());
}

function baseName(file: InputFile): string {
  return file.path.split('/').at(-1) ?? file.path;
}

function missing(draft: CatalogDraft, request: BulkRequest): void {
  const message = `${request.file}, which BULK INSERT loads into ${request.table.schema}.${request.table.name}, is not beside the scripts. Name its folder with --data to have its rows.`;
  draft.report('ROWS-FILE-MISSING', 'info', message, request.place);
  const record = draft.statements.find(
    (statement) => statement.place.file === request.place.file && statement.place.offset === request.place.offset,
  );
  if (record) Object.assign(record, { disposition: 'dropped', reason: `the file ${request.file} is not there` });
}

async function loadFile(draft: CatalogDraft, table: Table, file: InputFile, format: DelimitedFormat): Promise<void> {
  const loader = new FileLoader(draft, table, file, format);
  try {
    for await (const record of readRecords(file, format)) loader.record(record);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    draft.report(cause.code, 'warning', cause.publicText, null);
  }
}

/** Fits the records of one file to its table's columns. */
class FileLoader {
  private columns: readonly (Column | null)[] | null = null;
  private line = 0;
  private pending: string[] = [];
  private pendingLines = 0;
  private bad = 0;

  constructor(
    private readonly draft: CatalogDraft,
    private readonly table: Table,
    private readonly file: InputFile,
    private readonly format: DelimitedFormat,
  ) {}

  record(fields: readonly string[]): void {
    this.line++;
    const whole = this.format.hasHeader ? fields : this.joined(fields);
    if (!whole) return;
    if (!this.columns) {
      this.columns = this.format.hasHeader ? this.fromHeader(whole) : this.byPosition(whole.length);
      if (this.format.hasHeader) return;
    }
    const columns = this.columns;
    if (whole.length !== columns.length) return this.refuse(`has ${whole.length} fields, not ${columns.length}`);
    try {
      this.append(columns, whole);
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      this.refuse(`holds a value that is ${error.message}`);
    }
  }

  /** BULK INSERT ends a record only after its last field: a row terminator inside an earlier field is text. Null while the record is unfinished. */
  private joined(fields: readonly string[]): readonly string[] | null {
    const last = this.pending.pop();
    const all = last === undefined ? fields : [...this.pending, last + this.format.rowTerminator + (fields[0] ?? ''), ...fields.slice(1)]; // prettier-ignore
    const wanted = this.columns?.length ?? this.table.columns.filter((column) => !column.computed).length;
    const isWhole = all.length >= wanted || ++this.pendingLines > RECORD_LINES_MAX;
    this.pending = isWhole ? [] : [...all];
    if (isWhole) this.pendingLines = 0;
    return isWhole ? all : null;
  }

  private append(columns: readonly (Column | null)[], fields: readonly string[]): void {
    const names: string[] = [];
    const cells: Cell[] = [];
    columns.forEach((column, index) => {
      if (!column || column.type.base === 'rowversion') return;
      names.push(column.name);
      cells.push(fieldCell(this.draft, column, fields[index] ?? ''));
    });
    this.draft.rowsOf(this.table.name).append(names, [cells]);
  }

  private fromHeader(fields: readonly string[]): (Column | null)[] {
    return fields.map(
      (field) => this.table.columns.find((column) => column.name.toLowerCase() === field.trim().toLowerCase()) ?? null,
    );
  }

  /** A file has a field for each column, or for each that is not computed. */
  private byPosition(count: number): readonly (Column | null)[] {
    const stored = this.table.columns.filter((column) => !column.computed);
    return count === stored.length ? stored : this.table.columns;
  }

  private refuse(why: string): void {
    if (++this.bad > BAD_ROWS_REPORTED_MAX) return;
    const message = `A row for ${this.table.name.schema}.${this.table.name.name} is left out: record ${this.line} of ${this.file.path} ${why}.`;
    this.draft.report('ROWS-VALUE', 'warning', message, {
      file: this.file.path,
      line: this.line,
      column: 1,
      offset: 0,
    });
  }
}

/** An empty field is NULL where the column allows it; binary stands as hex digits. */
function fieldCell(draft: CatalogDraft, column: Column, field: string): Cell {
  if (field === '' && column.nullable) return null;
  const text = field === '\u0000' ? '' : field;
  const isBinary = ['binary', 'varbinary', 'image'].includes(column.type.base);
  if (isBinary && /^(0x)?([0-9a-f]{2})*$/i.test(text))
    return toCell({ kind: 'binary', text: text.replace(/^0x/i, '') }, column.type, draft.dateFormat);
  return toCell({ kind: 'string', text }, column.type, draft.dateFormat);
}
