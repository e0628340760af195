import type { IndexColumn, ReferentialAction, TableConstraint } from '../../ast/definition.js';
import type { Identifier } from '../../ast/node.js';
import { parseCondition, parseExpression } from '../expressions.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { optionalList, parenthesisedList } from './list.js';
import { parseIndexColumn, parseStorageOptions } from './storage.js';

type Parts = Omit<TableConstraint, 'kind' | 'span' | 'name'>;

/** Fields that most types of constraints leave alone. */
const EMPTY: Omit<Parts, 'type'> = {
  clustered: null,
  hash: false,
  columns: [],
  references: null,
  expression: null,
  forColumn: null,
  withValues: false,
  notForReplication: false,
  foreignKeyWords: false,
  options: [],
  enforcement: null,
  connections: [],
};

/** First word of a constraint to what parses it. */
const BODIES: Readonly<Record<string, (ts: TokenStream, onColumn: boolean) => Parts>> = {
  PRIMARY: (ts) => key(ts, 'primary_key'),
  UNIQUE: (ts) => key(ts, 'unique'),
  FOREIGN: foreignKey,
  REFERENCES: foreignKey,
  CHECK: check,
  DEFAULT: defaultFor,
  CONNECTION: connection,
};

/** Does a constraint, named or not, start here? */
export function atConstraint(ts: TokenStream): boolean {
  return ts.at('CONSTRAINT') || (ts.word() in BODIES && !(ts.at('CONNECTION') && !ts.at('CONNECTION', '(')));
}

/**
 * A table constraint, or one written on its column (`onColumn`).
 * Source: Microsoft Learn, "ALTER TABLE table_constraint" and "column_constraint".
 */
export function parseConstraint(
  ts: TokenStream,
  onColumn: boolean,
  name = constraintName(ts),
  mark = name?.span.start ?? ts.mark(),
): TableConstraint {
  const body = BODIES[ts.word()];
  if (body === undefined) return ts.fail('a constraint');
  return { kind: 'constraint', name, ...body(ts, onColumn), span: ts.span(mark) };
}

/** `CONSTRAINT name`, if it stands here. */
export function constraintName(ts: TokenStream): Identifier | null {
  return ts.accept('CONSTRAINT') ? parseIdentifier(ts) : null;
}

/** `PRIMARY KEY | UNIQUE [CLUSTERED | NONCLUSTERED [HASH]] (columns) [NOT ENFORCED] [WITH (...)] [ON place]`. */
function key(ts: TokenStream, type: 'primary_key' | 'unique'): Parts {
  ts.next();
  if (type === 'primary_key') ts.expect('KEY');
  const clustered = ts.accept('CLUSTERED') ? 'clustered' : ts.accept('NONCLUSTERED') ? 'nonclustered' : null;
  const hash = ts.accept('HASH');
  const columns: IndexColumn[] = optionalList(ts, parseIndexColumn);
  const enforcedFirst = enforcement(ts);
  const options = parseStorageOptions(ts);
  return { ...EMPTY, type, clustered, hash, columns, options, enforcement: enforcedFirst ?? enforcement(ts) };
}

/** Synapse declares keys that it does not check. */
function enforcement(ts: TokenStream): TableConstraint['enforcement'] {
  if (ts.accept('NOT', 'ENFORCED')) return 'not_enforced';
  return ts.accept('ENFORCED') ? 'enforced' : null;
}

/** `[FOREIGN KEY (columns)] REFERENCES t (columns) [ON DELETE ...] [ON UPDATE ...] [NOT FOR REPLICATION]`. */
function foreignKey(ts: TokenStream): Parts {
  const foreignKeyWords = ts.accept('FOREIGN', 'KEY');
  const columns = foreignKeyWords ? optionalList(ts, parseIndexColumn) : [];
  ts.expect('REFERENCES');
  const table = parseObjectName(ts);
  const referenced = optionalList(ts, parseIdentifier);
  const actions = referentialActions(ts);
  const notForReplication = ts.accept('NOT', 'FOR', 'REPLICATION');
  return {
    ...EMPTY,
    type: 'foreign_key',
    foreignKeyWords,
    columns,
    references: { table, columns: referenced, actions },
    notForReplication,
    enforcement: enforcement(ts),
  };
}

/** Source: Microsoft Learn, "CREATE TABLE", ON DELETE and ON UPDATE. */
const ACTIONS: readonly (readonly [readonly string[], ReferentialAction['action']])[] = [
  [['NO', 'ACTION'], 'no_action'],
  [['CASCADE'], 'cascade'],
  [['SET', 'NULL'], 'set_null'],
  [['SET', 'DEFAULT'], 'set_default'],
];

/** Both actions, in any order. */
function referentialActions(ts: TokenStream): ReferentialAction[] {
  const actions: ReferentialAction[] = [];
  while (ts.at('ON', 'DELETE') || ts.at('ON', 'UPDATE')) {
    const event = ts.accept('ON', 'DELETE') ? 'delete' : 'update';
    if (event === 'update') ts.expect('ON', 'UPDATE');
    const found = ACTIONS.find(([words]) => ts.accept(...words));
    if (found === undefined) return ts.fail('NO ACTION, CASCADE, SET NULL or SET DEFAULT');
    actions.push({ event, action: found[1] });
  }
  return actions;
}

/** `CHECK [NOT FOR REPLICATION] (condition)`. */
function check(ts: TokenStream): Parts {
  ts.expect('CHECK');
  const notForReplication = ts.accept('NOT', 'FOR', 'REPLICATION');
  ts.expect('(');
  const expression = parseCondition(ts);
  ts.expect(')');
  return { ...EMPTY, type: 'check', notForReplication, expression };
}

/** `DEFAULT value [FOR column] [WITH VALUES]`; on a column there is no FOR. */
function defaultFor(ts: TokenStream, onColumn: boolean): Parts {
  ts.expect('DEFAULT');
  const expression = parseExpression(ts);
  const forColumn = !onColumn && ts.accept('FOR') ? parseIdentifier(ts) : null;
  return { ...EMPTY, type: 'default', expression, forColumn, withValues: ts.accept('WITH', 'VALUES') };
}

/** `CONNECTION (a TO b, ...)` of a graph's edge table. */
function connection(ts: TokenStream): Parts {
  ts.expect('CONNECTION');
  const connections = parenthesisedList(ts, () => {
    const from = parseObjectName(ts);
    ts.expect('TO');
    return { from, to: parseObjectName(ts) };
  });
  const actions = referentialActions(ts);
  const first = connections[0];
  const references = actions.length > 0 && first !== undefined ? { table: first.to, columns: [], actions } : null;
  return { ...EMPTY, type: 'connection', connections, references };
}
