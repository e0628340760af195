import type { DropObjects } from '../../ast/definition.js';
import type { ObjectName } from '../../ast/node.js';
import type { Hint } from '../../ast/query.js';
import { parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { parseBareOptions, parseOptionList } from './option.js';
import { STATEMENT_STARTS } from './starts.js';

/** Object types that the catalog knows; every other DROP is a server statement. Longest first. */
const OBJECT_TYPES: readonly (readonly string[])[] = [
  ['EXTERNAL', 'TABLE'],
  ['XML', 'SCHEMA', 'COLLECTION'],
  ['TABLE'],
  ['VIEW'],
  ['PROCEDURE'],
  ['PROC'],
  ['FUNCTION'],
  ['TRIGGER'],
  ['INDEX'],
  ['STATISTICS'],
  ['TYPE'],
  ['SEQUENCE'],
  ['SCHEMA'],
  ['SYNONYM'],
  ['DEFAULT'],
  ['RULE'],
  ['AGGREGATE'],
  ['ASSEMBLY'],
  ['DATABASE'],
];

/** Is this DROP one of an object of the catalog? The cursor stands on DROP. */
export function atDropObjects(ts: TokenStream): boolean {
  return (
    OBJECT_TYPES.some((words) => ts.at('DROP', ...words)) && !SERVER_OBJECTS.some((words) => ts.at('DROP', ...words))
  );
}

/** Longer names that begin like an object of the catalog and are none. */
const SERVER_OBJECTS: readonly (readonly string[])[] = [
  ['DATABASE', 'AUDIT'],
  ['DATABASE', 'ENCRYPTION'],
  ['DATABASE', 'SCOPED'],
];

/**
 * `DROP TABLE IF EXISTS a, b`, `DROP INDEX i ON t WITH (...), j ON u`, the old `DROP INDEX t.i`.
 *
 * Scripts that create everything first drop everything: the catalog replays these in their order.
 */
export function parseDrop(ts: TokenStream): DropObjects {
  const mark = ts.mark();
  ts.expect('DROP');
  const words = OBJECT_TYPES.find((candidate) => ts.accept(...candidate)) ?? ts.fail('an object type');
  const ifExists = ts.accept('IF', 'EXISTS');
  const names = [parseObjectName(ts)];
  while (ts.accept(',')) names.push(parseObjectName(ts));
  const onServer = ts.at('ON', 'ALL', 'SERVER') || ts.at('ON', 'DATABASE');
  const on = !onServer && ts.accept('ON') ? parseObjectName(ts) : null;
  const options = dropOptions(ts, onServer);
  const further = on === null ? [] : furtherDrops(ts);
  return { kind: 'drop', objectType: words.join(' '), ifExists, names, on, further, options, span: ts.span(mark) };
}

/** `DROP INDEX a ON t, b ON u` names a table for each. */
function furtherDrops(ts: TokenStream): NonNullable<DropObjects['further']> {
  const further: { name: ObjectName; on: ObjectName | null; options: Hint[] }[] = [];
  while (ts.accept(',')) {
    const name = parseObjectName(ts);
    const on = ts.accept('ON') ? parseObjectName(ts) : null;
    further.push({ name, on, options: dropOptions(ts, false) });
  }
  return further;
}

/** `ON ALL SERVER`, `CASCADE`, `WITH (...)`. */
function dropOptions(ts: TokenStream, onServer: boolean): Hint[] {
  const mark = ts.mark();
  if (onServer) {
    const words = ts.accept('ON', 'DATABASE') ? ['ON', 'DATABASE'] : [ts.next().text, ts.next().text, ts.next().text];
    return [{ kind: 'hint', words, equals: false, args: [], parenthesised: false, span: ts.span(mark) }];
  }
  const behaviour = ['CASCADE', 'RESTRICT'].find((word) => ts.accept(word));
  if (behaviour !== undefined) {
    return [{ kind: 'hint', words: [behaviour], equals: false, args: [], parenthesised: false, span: ts.span(mark) }];
  }
  if (!ts.accept('WITH')) return [];
  const parenthesised = ts.at('(');
  const args = parenthesised ? parseOptionList(ts) : parseBareOptions(ts, STATEMENT_STARTS);
  return [{ kind: 'hint', words: ['WITH'], equals: false, args, parenthesised, span: ts.span(mark) }];
}
