/** Applies one statement to the draft: a table from statement kinds to what they mean for a catalog. */
import type {
  Batch,
  Delete,
  ExecuteStatement,
  If,
  Merge,
  ObjectName,
  Statement,
  Unsupported,
  Update,
} from '../../syntax/tsql/ast/index.js';
import type { Finding } from '../../catalog/catalog.js';
import { insertRows } from '../rows/insert.js';
import { bulkInsert } from '../rows/bulk.js';
import { createRoutine, createTrigger, createView } from './modules.js';
import { brokenModule } from './broken-modules.js';
import type { CatalogDraft, StatementContext } from './draft.js';
import { dynamicStatements } from './dynamic.js';
import { resolveName } from './naming.js';
import type { Outcome } from './outcome.js';
import { applySet } from './session.js';
import { describesMissing, systemProcedure } from './system-procedures.js';
import {
  alterTable,
  createExternalTable,
  createIndex,
  createTable,
  createTableAsSelect,
  selectInto,
} from './tables.js';
import { createSequence, createSynonym, createType } from './types-and-synonyms.js';

/** How to make the context of a statement of the same script. */
export type ContextOf = (statement: Statement) => StatementContext;

const catalogOutcome: Outcome = { disposition: 'catalog', object: null, reason: null };
const dropped = (reason: string): Outcome => ({ disposition: 'dropped', object: null, reason });
const open = (reason: string): Outcome => ({ disposition: 'open', object: null, reason });

const DEPTH_MAX = 64;

/** Applies the statements of a batch, nested ones too, and records each. */
export function applyBatch(draft: CatalogDraft, batch: Batch, contextOf: ContextOf): void {
  for (const statement of batch.statements) applyStatement(draft, statement, contextOf, { repeat: batch.repeat, depth: 0, guarded: false }); // prettier-ignore
}

/** Folders of one object a file have no order: what named a table of a later file is applied once more at the end. */
export function applyDeferred(draft: CatalogDraft): void {
  for (const { node, context, repeat, record } of draft.deferred.splice(0)) {
    const outcome = applyOne(draft, context, node, repeat);
    if (outcome) Object.assign(record, outcome);
  }
}

/** Where a statement stands: GO count, nesting, and whether an IF guards it. */
interface Standing {
  readonly repeat: number;
  readonly depth: number;
  readonly guarded: boolean;
}

function applyStatement(draft: CatalogDraft, node: Statement, contextOf: ContextOf, standing: Standing) {
  const { repeat, depth } = standing;
  const context = contextOf(node);
  const nested = depth < DEPTH_MAX ? nestedStatements(node) : [];
  const waits = isMissing(draft, node);
  const outcome = waits && standing.guarded ? dropped('guarded: there is nothing to change at this point') : applyOne(draft, context, node, repeat); // prettier-ignore
  if (outcome) {
    const kind = node.kind === 'server' ? node.verb : node.kind;
    const record = { place: context.place(node.span.start), kind, ...outcome };
    draft.note(record);
    if (waits && !standing.guarded && draft.deferred.length < DEFERRED_MAX) draft.deferred.push({ node, context, repeat, record }); // prettier-ignore
  }
  const inner = { repeat, depth: depth + 1, guarded: standing.guarded || node.kind === 'if' };
  for (const statement of nested) applyStatement(draft, statement, contextOf, inner);
  if (node.kind === 'execute') applyDynamic(draft, context, node, inner);
}

const DEFERRED_MAX = 50_000;

/** Names a table that no statement has made yet. */
function isMissing(draft: CatalogDraft, node: Statement): boolean {
  if (node.kind === 'alter_table') return !draft.table(resolveName(node.name));
  if (node.kind === 'create_index') return !draft.table(resolveName(node.table));
  if (node.kind === 'insert') return node.target.kind === 'named_table' && !draft.table(resolveName(node.target.name));
  if (node.kind === 'bulk_insert') return !draft.table(resolveName(node.table));
  return node.kind === 'execute' && describesMissing(draft, node);
}

/** `IF ... CREATE` guards and blocks of install scripts: what they hold is applied as if the guard were true. */
function nestedStatements(node: Statement): readonly Statement[] {
  switch (node.kind) {
    case 'if':
      return guarded(node);
    case 'block':
      return node.statements;
    case 'try_catch':
      return node.tryBody;
    default:
      return [];
  }
}

function guarded(node: If): readonly Statement[] {
  return node.otherwise ? [node.then, node.otherwise] : [node.then];
}

function applyDynamic(draft: CatalogDraft, outer: StatementContext, node: ExecuteStatement, standing: Standing): void {
  if (standing.depth >= DEPTH_MAX) return;
  const found = dynamicStatements(draft, outer, node);
  for (const { statement, context } of found) applyStatement(draft, statement, () => context, standing);
}

function applyOne(draft: CatalogDraft, context: StatementContext, node: Statement, repeat: number): Outcome | null {
  switch (node.kind) {
    case 'create_table':
      return createTable(draft, context, node);
    case 'create_external_table':
      return createExternalTable(draft, context, node);
    case 'create_table_as_select':
      return createTableAsSelect(draft, context, node);
    case 'alter_table':
      return alterTable(draft, context, node);
    case 'create_index':
      return createIndex(draft, context, node);
    case 'create_view':
      return createView(draft, context, node);
    case 'create_routine':
      return createRoutine(draft, context, node);
    case 'create_trigger':
      return createTrigger(draft, context, node);
    case 'create_type':
      return createType(draft, context, node);
    case 'create_sequence':
      return createSequence(draft, context, node);
    case 'create_synonym':
      return createSynonym(draft, context, node);
    case 'create_schema':
      return catalogOutcome;
    case 'drop':
      return dropObjects(draft, node.names);
    case 'enable_trigger':
      return dropped('enabling or disabling a trigger');
    default:
      return applyOther(draft, context, node, repeat);
  }
}

function applyOther(draft: CatalogDraft, context: StatementContext, node: Statement, repeat: number): Outcome | null {
  switch (node.kind) {
    case 'insert':
      return insertRows(draft, context, node, repeat);
    case 'bulk_insert':
      return bulkInsert(draft, context, node);
    case 'truncate':
      draft.rows.get(draft.keys.of(resolveName(node.table)))?.clear();
      return { disposition: 'rows', object: null, reason: null };
    case 'update':
    case 'delete':
    case 'merge':
      return changedRows(draft, context, node);
    case 'select_statement':
      return selectInto(draft, context, node) ?? dropped('a query of the install script: its result goes nowhere');
    case 'set':
      return applySet(draft, node);
    case 'use':
      draft.ownDatabases.add(node.database.value.toLowerCase());
      draft.currentDatabase = node.database.value;
      return { disposition: 'setting', object: null, reason: null };
    case 'execute':
      return systemProcedure(draft, node) ?? executed(node);
    case 'server':
      return dropped(`${node.verb} administers the server`);
    case 'unsupported':
      return unsupported(draft, context, node);
    case 'empty':
      return null;
    default:
      return dropped('control of flow of the install script');
  }
}

/** Reported where parsing stopped, which is where a person must look. */
function unsupported(draft: CatalogDraft, context: StatementContext, node: Unsupported): Outcome {
  const place = context.place(context.stoppedAt?.(node.span) ?? node.span.start);
  const failure: Finding = { code: node.code, severity: 'error', message: node.message, place };
  const module = brokenModule(draft, context, node, failure);
  if (module === null) draft.findings.push(failure);
  return module ?? open(node.message);
}

function executed(node: ExecuteStatement): Outcome {
  if (node.target.type === 'text') return dropped('dynamic SQL of the install script; what it holds is listed apart');
  return open('a procedure called by the install script is not run');
}

/** A change of rows that are not there changes nothing; a DELETE of all empties the table; others are said not to be applied. */
function changedRows(draft: CatalogDraft, context: StatementContext, node: Update | Delete | Merge): Outcome {
  const name = node.target.kind === 'named_table' ? draft.throughSynonym(resolveName(node.target.name)) : null;
  const rows = name ? draft.rows.get(draft.keys.of(name)) : undefined;
  const isPlainName = node.kind === 'merge' || node.from.length === 0;
  if (node.kind !== 'merge' && isPlainName && !rows?.total) return dropped('there are no sample rows to change here');
  if (node.kind === 'delete' && isPlainName && !node.where && !node.top) {
    rows?.clear();
    return { disposition: 'rows', object: name && { schema: name.schema, name: name.name }, reason: null };
  }
  const message = `This ${node.kind.toUpperCase()} of the install script is not applied to the sample rows.`;
  draft.report('ROWS-DML-NOT-APPLIED', 'warning', message, context.place(node.span.start));
  return open('changes rows after they were inserted; not applied to the sample rows');
}

function dropObjects(draft: CatalogDraft, names: readonly ObjectName[]): Outcome {
  for (const name of names) draft.drop(resolveName(name));
  return catalogOutcome;
}
