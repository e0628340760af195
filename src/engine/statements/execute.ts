/** Runs statements: each by the rule of its kind, as one that takes place wholly or not at all. */
import type { Statement } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Activation } from './activation.js';
import { runBulkInsert } from './bulk-insert.js';
import { all, CONTROL } from './control.js';
import { DEFINITIONS } from './definition/definitions.js';
import { afterError, BatchAborted, ScopeAborted } from './error-policy.js';
import { runExecute } from './execute-procedure.js';
import { runDelete } from './delete.js';
import { runInsert } from './insert.js';
import { Jump } from './jump.js';
import { isFreeOfRounding, ROUNDING } from './free-of-rounding.js';
import { runMerge } from './merge.js';
import { runTruncate } from './truncate.js';
import { runPrint, runRaiseError, runThrow } from './raise.js';
import { runSelect } from './select.js';
import { spoilTarget } from './spoil.js';
import type { Completion, SessionState } from './session-state.js';
import { runSetOption } from './set-option.js';
import { runTransaction } from './transaction.js';
import { runUpdate } from './update.js';
import { runDeclare, runSetVariable } from './variables.js';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Rules = { readonly [K in Statement['kind']]?: (statement: Of<K>, activation: Activation) => void };

const RULES: Rules = {
  ...DEFINITIONS,
  select_statement: runSelect,
  insert: runInsert,
  update: runUpdate,
  delete: runDelete,
  merge: runMerge,
  truncate: runTruncate,
  declare: runDeclare,
  print: runPrint,
  raiserror: runRaiseError,
  throw: runThrow,
  transaction: runTransaction,
  execute: runExecute,
  bulk_insert: runBulkInsert,
  set: (statement, activation) => {
    if (statement.form.type === 'variable') runSetVariable(statement.form, activation);
    else runSetOption(statement.form, activation);
  },
  use: ({ database }, { session }) => {
    if (database.value.toLowerCase() !== session.database.name.toLowerCase())
      throw new NotInEngine('ENGINE-OTHER-DATABASE', `USE ${database.value}`);
  },
  empty: () => undefined,
  waitfor: () => undefined,
};

export function execute(statements: readonly Statement[], activation: Activation): Completion {
  try {
    return all(statements, activation, executeOne);
  } catch (error) {
    if (error instanceof Jump) throw new NotInEngine('ENGINE-STATEMENT-GOTO', 'GOTO into a block');
    throw error;
  }
}

function executeOne(statement: Statement, activation: Activation): Completion {
  activation.run.step();
  activation.run.beginStatement();
  // A rule of control takes statements of its kind.
  const control = CONTROL[statement.kind] as
    ((statement: Statement, activation: Activation, execute: typeof executeOne) => Completion) | undefined;
  if (control) return control(statement, activation, executeOne);
  executeLeaf(statement, activation);
  return 'normal';
}

/** These change what they change for good, or say themselves what @@ROWCOUNT is. */
const KEEPS_COUNT = new Set<Statement['kind']>(['select_statement', 'insert', 'update', 'delete', 'merge', 'bulk_insert', 'execute', 'declare', 'empty']); // prettier-ignore

function executeLeaf(statement: Statement, activation: Activation): void {
  const { session } = activation;
  // A rule of a kind takes statements of that kind.
  const rule = RULES[statement.kind] as ((statement: Statement, activation: Activation) => void) | undefined;
  if (!rule) throw spoilTarget(statement, session.database, lackingRule(statement));
  const lackingMode = lackingModeOf(statement, activation);
  if (lackingMode) throw spoilTarget(statement, session.database, lackingMode);
  const mark = session.database.log.mark;
  activation.publish();
  try {
    rule(statement, activation);
    const isAssignment = statement.kind === 'set' && 'form' in statement && statement.form.type === 'variable';
    if (!isAssignment && !KEEPS_COUNT.has(statement.kind)) session.rowCount = 0;
    if (statement.kind !== 'execute' && statement.kind !== 'raiserror') session.errorNumber = 0;
  } catch (error) {
    failed(error, statement, activation, mark);
  } finally {
    if (session.functionDepth === 0 && session.nesting === 0) session.transactions.settle();
    activation.publish();
  }
}

/** Null where a statement runs as if no such option were set. */
function lackingModeOf(statement: Statement, { session }: Activation): NotInEngine | null {
  if (statement.kind === 'set' || session.lackingModes.size === 0) return null;
  const [missing = null] = [...session.lackingModes].flatMap(([name, lacking]) => (name === ROUNDING && isFreeOfRounding(statement, session.database) ? [] : [lacking])); // prettier-ignore
  return missing;
}

function failed(error: unknown, statement: Statement, activation: Activation, mark: number): void {
  const { session } = activation;
  if (error instanceof BatchAborted || error instanceof ScopeAborted) throw error;
  if (statement.kind === 'execute' && !(error instanceof NotInEngine) && !(error instanceof SqlError)) throw error;
  // What a procedure did before it failed stays; only single statements are taken back.
  if (statement.kind !== 'execute' && statement.kind !== 'transaction') session.database.log.undoStatement(mark);
  if (!(error instanceof SqlError)) {
    if (!(error instanceof NotInEngine)) throw error;
    const missing = spoilTarget(statement, session.database, error);
    if (!mayGoOn(statement, activation)) throw missing;
    session.emit({ kind: 'not_in_engine', code: missing.code, message: missing.message });
    return;
  }
  afterError(error, statement, activation);
}

const CHANGES = new Set<Statement['kind']>(['insert', 'update', 'delete', 'merge', 'truncate', 'bulk_insert', 'create_table']); // prettier-ignore

/** What these do not do is all in their table, which is marked: nothing else of the batch is in doubt. */
const mayGoOn = ({ kind }: Statement, { session, unit }: Activation): boolean =>
  session.tolerances.goesOnAfterLacks === true && unit.kind === 'batch' && CHANGES.has(kind) && session.transactions.count === 0; // prettier-ignore

/** The parser's own bound. */
const TOO_DEEP = 'SYNTAX-TOO-DEEP';

function lackingRule(statement: Statement): NotInEngine {
  if (statement.kind === 'unsupported') return new NotInEngine(statement.code === TOO_DEEP ? 'ENGINE-LIMIT-DEPTH' : 'ENGINE-SYNTAX', statement.message); // prettier-ignore
  const what = statement.kind === 'server' ? statement.verb : statement.kind;
  return new NotInEngine(`ENGINE-STATEMENT-${what.toUpperCase().replace(/[^A-Z]+/g, '-')}`, `the statement ${what}`);
}

/** Settles what a batch leaves open. */
export function endBatch(session: SessionState): void {
  const { transactions } = session;
  if (!transactions.isDoomed) return;
  transactions.rollBackAll();
  session.emitError(new SqlError(3998, 'Uncommittable transaction is detected at the end of the batch. The transaction is rolled back.')); // prettier-ignore
}
