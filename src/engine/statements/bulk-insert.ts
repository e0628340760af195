/** BULK INSERT out of a file that the caller reads. Source: Microsoft Learn, "BULK INSERT (Transact-SQL)". */
import type { BulkInsert } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { FileEncoding } from '../session/run.js';
import type { StoredColumn, StoredTable } from '../storage/stored-table.js';
import { nvarchar, type Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';
import type { Activation } from './activation.js';
import { recordsOf, terminator, type BulkForm } from './bulk-file.js';
import { addRows, requireChangeable } from './changes.js';
import { rowsToAdd } from './insert-rows.js';
import { countedBy } from './rows.js';
import { requireTable } from './target.js';

const errorsMaxDefault = 10;

export function runBulkInsert(statement: BulkInsert, activation: Activation): void {
  const options = new Options(statement, activation);
  const { database } = activation.session;
  const table = requireTable(statement.table, database);
  if (options.isOn('FIRE_TRIGGERS')) requireChangeable(table, activation);
  else activation.session.transactions.requireWritable();
  const rows = new Loader(table, options, activation).rows(textOf(statement, options, activation));
  const added = options.isOn('CHECK_CONSTRAINTS')
    ? addRows(table, rows, 'INSERT', activation)
    : table.appendUnique(rows, countedBy(table, activation));
  activation.session.count(added.length, true);
}

/** @throws SqlError 4860 when there is no such file; NotInEngine where the caller reads none */
function textOf({ from }: BulkInsert, options: Options, activation: Activation): string {
  const path = from.kind === 'identifier' ? from.value : activation.evaluateText(from, 4000);
  const { readFile } = activation.session.surroundings;
  if (!readFile) throw new NotInEngine('ENGINE-STATEMENT-BULK-INSERT', 'BULK INSERT: there are no files here');
  const text = readFile(path, options.encoding());
  if (text === null) throw new SqlError(4860, `Cannot bulk load. The file "${path}" does not exist or you don't have file access rights.`); // prettier-ignore
  activation.run.step(text.length / 16);
  return text;
}

/** What stands in WITH. */
class Options {
  constructor(
    private readonly statement: BulkInsert,
    private readonly activation: Activation,
  ) {
    for (const name of ['FORMATFILE', 'DATA_SOURCE', 'FORMATFILE_DATA_SOURCE'])
      if (this.find(name)) throw new NotInEngine('ENGINE-BULK-OPTION', `BULK INSERT with ${name}`);
    if (/native/i.test(this.text('DATAFILETYPE') ?? '')) throw new NotInEngine('ENGINE-BULK-OPTION', 'a native file'); // prettier-ignore
  }

  isOn(name: string): boolean {
    return this.find(name) !== undefined;
  }

  number(name: string, otherwise: number): number {
    const given = Number(this.text(name) ?? otherwise);
    return Number.isInteger(given) && given >= 0 ? given : otherwise;
  }

  form(): BulkForm {
    const isCsv = this.text('FORMAT')?.toUpperCase() === 'CSV';
    return {
      fieldTerminator: terminator(this.text('FIELDTERMINATOR') ?? (isCsv ? ',' : '\\t')),
      rowTerminator: terminator(this.text('ROWTERMINATOR') ?? '\\n'),
      quote: isCsv ? (this.text('FIELDQUOTE') ?? '"') : null,
      firstRow: Math.max(1, this.number('FIRSTROW', 1)),
      lastRow: this.number('LASTROW', 0),
    };
  }

  encoding(): FileEncoding {
    if (/^wide/i.test(this.text('DATAFILETYPE') ?? '')) return 'utf-16le';
    const page = this.text('CODEPAGE')?.toUpperCase();
    if (page === '65001') return 'utf-8';
    if (page === undefined || page === 'ACP' || page === 'OEM' || page === 'RAW') return null;
    if (page === '1252') return 'windows-1252';
    throw new NotInEngine('ENGINE-BULK-OPTION', `CODEPAGE ${page}`);
  }

  private find(name: string): BulkInsert['options'][number] | undefined {
    return this.statement.options.find((hint) => hint.words.join(' ').toUpperCase() === name);
  }

  private text(name: string): string | null {
    const argument = this.find(name)?.args[0];
    if (!argument) return null;
    return argument.kind === 'hint' ? argument.words.join(' ') : this.activation.evaluateText(argument, 4000);
  }
}

const BYTES = new Set<Type['base']>(['binary', 'varbinary', 'image']);

/** Fits the records of a file to the columns of its table. */
class Loader {
  private readonly text: Type;
  private readonly form: BulkForm;
  private errors = 0;

  constructor(
    private readonly table: StoredTable,
    private readonly options: Options,
    private readonly activation: Activation,
  ) {
    this.text = nvarchar('max', activation.session.database.defaultCollation);
    this.form = options.form();
  }

  /** @throws SqlError 4865 after too many rows that do not fit, 4869 */
  rows(text: string): Row[] {
    const { table, activation, options } = this;
    const fields = [...table.columns.entries()].filter(([, column]) => !column.computed);
    const wanted = fields.filter(([, column]) => column.type.base !== 'rowversion' && (!column.identity || options.isOn('KEEPIDENTITY'))); // prettier-ignore
    const rows: Row[] = [];
    const identity = activation.session.identityInsert;
    if (wanted.some(([, column]) => column.identity)) activation.session.identityInsert = table;
    try {
      let number = this.form.firstRow - 1;
      for (const record of recordsOf(text, fields.length, this.form)) {
        number++;
        activation.run.requireRows(rows.length + 1, table.columns.length);
        const row = this.row(record, fields, wanted, number);
        if (row) rows.push(row);
      }
    } finally {
      activation.session.identityInsert = identity;
    }
    return rows;
  }

  private row(record: readonly string[], fields: Columns, wanted: Columns, number: number): Row | null {
    const given = new Map(fields.map(([at], index) => [at, record[index] ?? '']));
    let column = 0;
    try {
      const values = wanted.map(([at, target]) => {
        column = at;
        return this.value(given.get(at) ?? '', target, number, at);
      });
      const types = wanted.map(([, target]) => (BYTES.has(target.type.base) ? target.type : this.text));
      const [row] = rowsToAdd(this.table, wanted.map(([at]) => at), types, [values], this.activation); // prettier-ignore
      return row ?? null;
    } catch (error) {
      if (!(error instanceof SqlError) || error.number === 4869) throw error;
      this.refuse(error, number, column);
      return null;
    }
  }

  /** An empty field is the default of its column, or NULL. */
  private value(field: string, column: StoredColumn, number: number, at: number): Value | undefined {
    const hasDefault = column.default !== null && !this.options.isOn('KEEPNULLS');
    if (field === '' && hasDefault) return undefined;
    if (field === '' && column.isNullable) return null;
    if (field === '')
      throw new SqlError(4869, `The bulk load failed. Unexpected NULL value in data file row ${number}, column ${at + 1}. The destination column (${column.name}) is defined as NOT NULL.`); // prettier-ignore
    // a single zero stands for a text of no characters
    const text = field === '\0' ? '' : field;
    return BYTES.has(column.type.base) ? bytesOf(text) : text;
  }

  private refuse(error: SqlError, number: number, at: number): void {
    const column = this.table.columns[at]?.name ?? '';
    const isCut = error.number === 2628 || error.number === 8152;
    const what = isCut ? '(truncation)' : '(type mismatch or invalid character for the specified codepage)';
    this.activation.session.emitError(new SqlError(isCut ? 4863 : 4864, `Bulk load data conversion error ${what} for row ${number}, column ${at + 1} (${column}).`)); // prettier-ignore
    const most = this.options.number('MAXERRORS', errorsMaxDefault);
    if (++this.errors > most) throw new SqlError(4865, `Cannot bulk load because the maximum number of errors (${most}) was exceeded.`); // prettier-ignore
  }
}

type Columns = readonly (readonly [at: number, column: StoredColumn])[];

/** Binary values stand in files of characters as hexadecimal digits. */
function bytesOf(text: string): Uint8Array {
  const digits = text.replace(/^0x/i, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw new SqlError(4864, 'no hexadecimal digits');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
