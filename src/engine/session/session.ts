/** A session with a database of its own: batches in, what a client of SQL Server would see out. */
import { walk } from '../../syntax/tsql/walk.js';
import { parseScript } from '../../syntax/tsql/index.js';
import { EngineLimit, NotInEngine, SqlError } from '../errors.js';
import { Activation, type SourceText } from '../statements/activation.js';
import { BatchAborted, ScopeAborted } from '../statements/error-policy.js';
import { endBatch, execute } from '../statements/execute.js';
import { SessionState, type Tolerances } from '../statements/session-state.js';
import { spoilAll } from '../statements/spoil.js';
import { requireSyntax } from '../statements/syntax-rules.js';
import { isOnlyParsed } from '../statements/parse-only.js';
import { hoistDeclarations } from '../statements/variables.js';
import { Database } from '../storage/database.js';
import type { Batch } from '../../syntax/tsql/ast/index.js';
import type { BatchResult } from './batch-result.js';
import { DEFAULT_LIMITS, defaultSettings, type Limits, type Probe, type Surroundings } from './run.js';

export const DEFAULT_COLLATION = 'SQL_Latin1_General_CP1_CI_AS';

export interface SessionOptions {
  readonly surroundings: Surroundings;
  readonly defaultCollation?: string;
  readonly limits?: Limits;
  /** Left out: an empty one. Several sessions may share one, one after the other. */
  readonly database?: Database;
  readonly probe?: Probe;
  readonly tolerances?: Tolerances;
}

export class Session {
  readonly state: SessionState;
  private readonly probe: Probe | null;

  constructor({ surroundings, defaultCollation, limits, database, probe, tolerances }: SessionOptions) {
    const own = database ?? new Database(surroundings.database, defaultCollation ?? DEFAULT_COLLATION);
    this.state = new SessionState(own, defaultSettings(), surroundings, limits ?? DEFAULT_LIMITS, execute, tolerances);
    this.probe = probe ?? null;
  }

  get database(): Database {
    return this.state.database;
  }

  /** @param sql one batch, or more with GO between them; the first that the engine lacks something for is the last. Never throws for what the text says. */
  run(sql: string): BatchResult[] {
    const all: BatchResult[] = [];
    for (const results of this.batches(sql)) {
      for (const result of results) all.push(result);
      if (results.at(-1)?.kind === 'not_in_engine') break;
    }
    return all;
  }

  /** What each batch of a text gives, as often as its GO says. Whoever asks for the next one goes on, whatever the last one lacked. */
  *batches(sql: string): Generator<BatchResult[]> {
    const script = parseScript(
      { path: 'batch', text: sql },
      { quotedIdentifier: this.state.settings.quotedIdentifier },
    );
    let from = 0;
    for (const batch of script.batches) {
      for (let count = 0; count < batch.repeat; count++) {
        this.state.results = [];
        this.state.emitted = 0;
        this.runBatch(batch, { text: sql, from });
        yield this.state.results;
      }
      from = lineAfter(sql, batch.span.end);
    }
  }

  private runBatch({ statements }: Batch, text: SourceText): void {
    const { state } = this;
    const run = state.newRun();
    run.probe = this.probe;
    const activation = new Activation(state, run, { kind: 'batch', name: null, text });
    try {
      requireSyntax(statements);
      if (isOnlyParsed(statements, state)) return;
      hoistDeclarations(statements, activation);
      execute(statements, activation);
    } catch (error) {
      // What ends the batch is told even when nothing more may be.
      state.emitted = 0;
      if (error instanceof NotInEngine || error instanceof EngineLimit) {
        const missing = error instanceof NotInEngine ? error : new NotInEngine(error.code, error.message);
        this.giveUp(statements, missing);
      } else if (error instanceof SqlError) state.emitError(error);
      else if (error instanceof RangeError) this.giveUp(statements, outOfStack(error));
      else if (error instanceof ScopeAborted) {
        if (!error.isTold) state.emitError(error.error);
      } else if (!(error instanceof BatchAborted)) throw error;
    }
    Object.assign(state, { tryDepth: 0, nesting: 0, functionDepth: 0, scopeIdentity: state.scopeIdentity });
    state.caughtErrors.length = 0;
    endBatch(state);
  }

  /** What was not run may have changed things: they are not known any more. */
  private giveUp(statements: Batch['statements'], missing: NotInEngine): void {
    const { state } = this;
    state.emit({ kind: 'not_in_engine', code: missing.code, message: missing.message });
    spoilAll(statements, state.database, missing);
    if (state.transactions.count > 0 || statements.some(holdsTransaction)) state.transactions.doubt(missing);
  }
}

/** The stack of the machine is the last bound on depth; no other range of it may be left. */
const outOfStack = ({ message }: RangeError): NotInEngine =>
  /call stack/i.test(message)
    ? new NotInEngine('ENGINE-LIMIT-DEPTH', 'Nested deeper than the engine can follow.')
    : new NotInEngine('ENGINE-FAULT', `a fault of the engine: ${message}`);

function holdsTransaction(statement: Batch['statements'][number]): boolean {
  let isHeld = false;
  walk(statement, (node) => {
    if (node.kind === 'create_routine') return false;
    if (node.kind === 'transaction') isHeld = true;
    return !isHeld;
  });
  return isHeld;
}

/** The line behind the GO that ends a batch. */
function lineAfter(sql: string, end: number): number {
  const found = /\bgo\b[^\n]*\n/iy;
  const word = sql.slice(end).search(/\S/);
  found.lastIndex = end + Math.max(word, 0);
  return found.test(sql) ? found.lastIndex : end;
}
