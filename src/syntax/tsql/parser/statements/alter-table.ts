import type { AlterTable, AlterTableAction, DropItem } from '../../ast/definition.js';
import type { Identifier } from '../../ast/node.js';
import type { Hint } from '../../ast/query.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { parseTypeName } from '../types.js';
import { columnOptions } from './column.js';
import { commaList } from './list.js';
import { parseLeadingOption, parseOption } from './option.js';
import { STATEMENT_STARTS } from './starts.js';
import { parseWithOption } from './storage.js';
import { parseTableElement } from './table.js';

/**
 * `ALTER TABLE name action`; the cursor stands after the word TABLE.
 *
 * What changes columns and constraints has a form of its own, as the catalog must follow it; what changes storage only
 * is kept as words. Source: Microsoft Learn, "ALTER TABLE (Transact-SQL)".
 */
export function parseAlterTable(ts: TokenStream, mark: number): AlterTable {
  const name = parseObjectName(ts);
  return { kind: 'alter_table', name, action: action(ts), span: ts.span(mark) };
}

/** What follows the table's name; what is not listed here is kept as an option: REBUILD, SET (...), ENABLE CHANGE_TRACKING. */
function action(ts: TokenStream): AlterTableAction {
  const check = withCheck(ts);
  if (ts.accept('ADD')) return { type: 'add', check, elements: commaList(ts, parseTableElement) };
  if (ts.at('CHECK', 'CONSTRAINT') || ts.at('NOCHECK', 'CONSTRAINT')) return checkConstraint(ts, check);
  if (ts.accept('ALTER', 'COLUMN')) return alterColumn(ts);
  if (ts.accept('DROP')) return { type: 'drop', items: commaList(ts, dropItem) };
  if (ts.at('ENABLE', 'TRIGGER') || ts.at('DISABLE', 'TRIGGER')) return trigger(ts);
  if (ts.at('SWITCH')) return switchPartition(ts);
  return { type: 'option', hints: [parseLeadingOption(ts, STARTS_BUT_WITH)] };
}

/** `WITH CHECK` or `WITH NOCHECK`: whether rows that are there already are checked, which decides if the key is trusted. */
function withCheck(ts: TokenStream): 'check' | 'nocheck' | null {
  if (ts.accept('WITH', 'CHECK')) return 'check';
  return ts.accept('WITH', 'NOCHECK') ? 'nocheck' : null;
}

/** `CHECK CONSTRAINT a, b`, `NOCHECK CONSTRAINT ALL`: switches constraints on and off. */
function checkConstraint(ts: TokenStream, check: 'check' | 'nocheck' | null): AlterTableAction {
  const enable = ts.accept('CHECK');
  if (!enable) ts.expect('NOCHECK');
  ts.expect('CONSTRAINT');
  return { type: 'check_constraint', with: check, enable, names: allOrNames(ts) };
}

/** `ALL` (null) or a list of names. */
function allOrNames(ts: TokenStream): Identifier[] | null {
  return ts.accept('ALL') ? null : commaList(ts, parseIdentifier);
}

/** `ALTER COLUMN a type options`, or `ALTER COLUMN a ADD | DROP words`. */
function alterColumn(ts: TokenStream): AlterTableAction {
  const mark = ts.mark();
  const name = parseIdentifier(ts);
  const addDrop = ts.at('ADD') || ts.at('DROP') ? parseOption(ts, STARTS_BUT_ADD_DROP) : null;
  const type = addDrop === null ? parseTypeName(ts) : null;
  const options = addDrop === null ? columnOptions(ts) : [];
  const column = { kind: 'column_definition', name, type, computed: null, options, span: ts.span(mark) } as const;
  const tail = parseWithOption(ts);
  return { type: 'alter_column', column, addDrop, options: tail === null ? [] : [tail] };
}

/** ADD and DROP are part of ALTER COLUMN here. */
const STARTS_BUT_ADD_DROP: ReadonlySet<string> = new Set(
  [...STATEMENT_STARTS].filter((word) => word !== 'DROP' && word !== 'ADD'),
);

/** What DROP may name; without a word a constraint is meant, or the kind of the item before. */
const DROPPABLE = { COLUMN: 'column', CONSTRAINT: 'constraint', INDEX: 'index' } as const;

/** One item of `DROP CONSTRAINT IF EXISTS a, COLUMN b, c`. */
function dropItem(ts: TokenStream): DropItem {
  const mark = ts.mark();
  if (ts.accept('PERIOD', 'FOR', 'SYSTEM_TIME')) {
    return { kind: 'drop_item', what: 'period', ifExists: false, name: null, options: [], span: ts.span(mark) };
  }
  const what = Object.entries(DROPPABLE).find(([word]) => ts.accept(word))?.[1] ?? null;
  const ifExists = ts.accept('IF', 'EXISTS');
  const name = parseIdentifier(ts);
  const option = parseWithOption(ts);
  return { kind: 'drop_item', what, ifExists, name, options: option === null ? [] : [option], span: ts.span(mark) };
}

/** `ENABLE TRIGGER a, b`, `DISABLE TRIGGER ALL`. */
function trigger(ts: TokenStream): AlterTableAction {
  const enable = ts.accept('ENABLE');
  if (!enable) ts.expect('DISABLE');
  ts.expect('TRIGGER');
  return { type: 'trigger', enable, names: allOrNames(ts) };
}

const SWITCH_STOPS: ReadonlySet<string> = new Set(['TO']);

/** `SWITCH [PARTITION n] TO t [PARTITION n] [WITH (...)]`. */
function switchPartition(ts: TokenStream): AlterTableAction {
  const hint: Hint = parseOption(ts, SWITCH_STOPS);
  ts.expect('TO');
  const target = parseObjectName(ts);
  const tail = ts.at('PARTITION') || ts.at('WITH') ? [parseOption(ts, STARTS_BUT_WITH)] : [];
  return { type: 'switch', hint, target, tail };
}

/** WITH belongs to the option here and starts no common table expression. */
const STARTS_BUT_WITH: ReadonlySet<string> = new Set([...STATEMENT_STARTS].filter((word) => word !== 'WITH'));
