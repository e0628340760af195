/** What the statements of a session share. */
import type { Statement } from '../../syntax/tsql/ast/index.js';
import { EngineLimit, NotInEngine, type SqlError } from '../errors.js';
import type { BatchResult } from '../session/batch-result.js';
import {
  cellsMax,
  Run,
  type CaughtError,
  type Limits,
  type SessionView,
  type Settings,
  type Surroundings,
} from '../session/run.js';
import { objectRows } from '../catalog-views/object-rows.js';
import { DEFAULT_SCHEMA, same, type Database, type PlainName } from '../storage/database.js';
import type { StoredTable } from '../storage/stored-table.js';
import type { Value } from '../values/value.js';
import type { Activation, SourceText } from './activation.js';
import { optionBits } from './option-bits.js';
import { objectTypeOf } from './object-type.js';
import { Transactions } from './transactions.js';

/** How a statement came to its end. */
export type Completion = 'normal' | 'break' | 'continue' | 'return';

/** Runs statements; handed down, so that routines can run theirs. */
export type Execute = (statements: readonly Statement[], activation: Activation) => Completion;

/** What SQL Server would not do: for replaying recordings of look-alikes, and for scripts that are loaded as far as they can be; never for a verdict. */
export interface Tolerances {
  /** SQL Server: 4511. */
  readonly unnamedViewColumns?: boolean;
  /** SQL Server: 195. */
  readonly functionsWithoutSchema?: boolean;
  /** A change that the engine lacks something for marks its table, and the batch goes on: for loading scripts, whose rows are asked later. */
  readonly goesOnAfterLacks?: boolean;
}

export const maxNesting = 32;

export class SessionState implements SessionView {
  readonly transactions: Transactions;
  /** Of the batch at hand. */
  results: BatchResult[] = [];
  /** What they hold, in values of rows. */
  emitted = 0;
  rowCount = 0;
  /** @@ERROR: of the statement before. */
  errorNumber = 0;
  /** Errors of the CATCH blocks that are being run, innermost last. */
  readonly caughtErrors: CaughtError[] = [];
  /** TRY blocks around the statement at hand, in all activations. */
  tryDepth = 0;
  nesting = 0;
  /** Options that change how everything runs, and that the engine has not: by name, until they are set back. */
  readonly lackingModes = new Map<string, NotInEngine>();
  /** The one table with SET IDENTITY_INSERT ON. */
  identityInsert: StoredTable | null = null;
  scopeIdentity: bigint | null = null;
  contextInfo: Uint8Array | NotInEngine | null = null;
  /** @@IDENTITY. */
  lastIdentity: bigint | null = null;
  lastRowVersion = 2000n;
  /** SET PARSEONLY: batches are read, and nothing of them runs. */
  parseOnly = false;
  /** Texts in which routines were made. */
  readonly sources = new WeakMap<object, SourceText>();
  /** Where errors came up first. */
  readonly places = new WeakMap<Error, { readonly line: number | null; readonly procedure: string | null }>();
  /** Functions of persons being run: no errors are caught or shown in them, they end the statement that called. */
  functionDepth = 0;

  constructor(
    readonly database: Database,
    readonly settings: Settings,
    readonly surroundings: Surroundings,
    readonly limits: Limits,
    readonly execute: Execute,
    readonly tolerances: Tolerances = {},
  ) {
    this.transactions = new Transactions(database.log);
  }

  newRun(): Run {
    return new Run(this.surroundings, this.settings, this.limits);
  }

  get caught(): CaughtError | null {
    return this.caughtErrors.at(-1) ?? null;
  }

  get transactionState(): -1 | 0 | 1 {
    return this.transactions.state;
  }

  /** @throws EngineLimit when a batch gives more than a client could hold */
  emit(result: BatchResult): void {
    this.emitted += weightOf(result);
    if (this.emitted > cellsMax(this.limits))
      throw new EngineLimit('ENGINE-LIMIT-ROWS', `results of more than ${cellsMax(this.limits)} values`);
    this.results.push(result);
  }

  emitError(error: SqlError): void {
    const { number, message, severity, state } = error;
    this.emit({ kind: 'error', number, message, severity, state });
  }

  /** Of a statement that changed or read rows. */
  count(rows: number, isShown: boolean, isInto = false): void {
    this.rowCount = rows;
    if (isShown && !this.settings.noCount && this.functionDepth === 0)
      this.emit({ kind: 'row_count', count: rows, ...(isInto ? { isInto } : {}) });
  }

  identityOf(table: string): { last: bigint; seed: bigint; increment: bigint } | null {
    const found = this.byText(table);
    const identity = found?.object.kind === 'table' ? found.object.table.columns.find((column) => column.identity)?.identity : null; // prettier-ignore
    return identity ? { ...identity, last: identity.last ?? identity.seed } : null;
  }

  objectId(name: string, type: string | null): number | null {
    const found = this.byText(name);
    if (!found) return this.partId(name, type);
    return type === null || objectTypeOf(found.object) === type.trim().toUpperCase() ? found.id : null;
  }

  objectName(id: number): string | null {
    return this.database.byId(id)?.name ?? null;
  }

  columnName(objectId: number, columnId: number): string | null {
    const object = this.database.byId(objectId)?.object;
    if (object && object.kind !== 'table') throw new NotInEngine('ENGINE-FUNCTION-COL_NAME', 'COL_NAME of no table');
    return object?.table.columns[columnId - 1]?.name ?? null;
  }

  /** Of a constraint or a trigger. */
  private partId(text: string, type: string | null): number | null {
    const { schema, name } = plainNameOf(text);
    const found = objectRows(this.database).find((row) => row.parentId !== 0 && same(row.name, name) && same(row.schema, schema)); // prettier-ignore
    return found && (type === null || found.type === type.trim().toUpperCase()) ? found.id : null;
  }

  typeId(schema: string | null, name: string): number | null {
    return this.database.typeId({ schema: schema ?? DEFAULT_SCHEMA, name });
  }

  typeName(id: number): string | null {
    return this.database.typeName(id);
  }

  schemaId(name: string): number | null {
    return this.database.schemaId(name);
  }

  schemaName(id: number): string | null {
    return this.database.schemaName(id);
  }

  noteSource(node: object, source: SourceText | null | undefined): void {
    if (source) this.sources.set(node, source);
  }

  /** Values of `@@name`, by lower-case name. */
  globals(): Record<string, Value> {
    return {
      '@@rowcount': this.rowCount,
      '@@error': this.errorNumber,
      '@@trancount': this.transactions.count,
      '@@nestlevel': this.nesting,
      '@@identity': this.lastIdentity === null ? null : this.lastIdentity * 1n,
      '@@datefirst': this.settings.dateFirst,
      '@@language': this.settings.language,
      '@@servername': this.surroundings.server,
      '@@textsize': this.settings.textSize,
      '@@max_precision': 38,
      '@@options': optionBits(this.settings),
      '@@servicename': serviceOf(this.surroundings.server),
      '@@spid': this.surroundings.sessionId ?? FIRST_SESSION,
      '@@dbts': versionBytes(this.lastRowVersion),
    };
  }

  private byText(text: string) {
    if (/^\s/.test(text)) throw new NotInEngine('ENGINE-FUNCTION-OBJECT-ID', 'a name with blanks before it');
    return this.database.named(plainNameOf(text));
  }
}

function plainNameOf(text: string): PlainName {
  const parts = text.split('.').map((part) => part.trim().replace(/^\[(.*)\]$/s, '$1').replace(/^"(.*)"$/s, '$1')); // prettier-ignore
  return { schema: parts.at(-2) || DEFAULT_SCHEMA, name: parts.at(-1) ?? '' };
}

/** `machine\\instance`; the default instance has a name of its own for its service. Source: Microsoft Learn, "@@SERVICENAME (Transact-SQL)". */
const serviceOf = (server: string): string => server.split('\\')[1] ?? 'MSSQLSERVER';

/** Those before it are the server's own. Source: Microsoft Learn, "sys.dm_exec_sessions (Transact-SQL)". */
const FIRST_SESSION = 51;

/** As a rowversion holds it. */
export function versionBytes(version: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, version);
  return bytes;
}

/** Of a result without rows, in values of rows. */
const plainWeight = 32;
/** Of a row without its values. */
const rowWeight = 4;

/** How much a result takes, in values of rows. */
function weightOf(result: BatchResult): number {
  if (result.kind === 'rows') return plainWeight + result.rows.length * (rowWeight + result.columns.length);
  return plainWeight + (result.kind === 'message' ? result.text.length / 8 : 0);
}
