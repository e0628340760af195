import type { CreateForm, CreateTrigger, EnableTrigger } from '../../ast/definition.js';
import { parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { commaList } from './list.js';
import { parseRoutineBody, withOptions } from './routine.js';

/**
 * CREATE / ALTER TRIGGER for DML, DDL and logon events; the cursor stands after the word TRIGGER.
 * Source: Microsoft Learn, "CREATE TRIGGER (Transact-SQL)".
 */
export function parseTrigger(ts: TokenStream, mark: number, form: CreateForm): CreateTrigger {
  const name = parseObjectName(ts);
  ts.expect('ON');
  const target = parseTriggerTarget(ts);
  const options = withOptions(ts);
  const timing = parseTiming(ts);
  const events = commaList(ts, (inner) => inner.next().text);
  const append = ts.accept('WITH', 'APPEND');
  const notForReplication = ts.accept('NOT', 'FOR', 'REPLICATION');
  ts.expect('AS');
  const body = parseRoutineBody(ts);
  return {
    kind: 'create_trigger',
    form,
    name,
    target,
    options,
    timing,
    events,
    append,
    notForReplication,
    body,
    span: ts.span(mark),
  };
}

/** A table or view, the database, or the server. */
function parseTriggerTarget(ts: TokenStream): EnableTrigger['target'] {
  if (ts.accept('DATABASE')) return 'database';
  return ts.accept('ALL', 'SERVER') ? 'all_server' : parseObjectName(ts);
}

/** FOR means AFTER; which was written is kept. */
function parseTiming(ts: TokenStream): CreateTrigger['timing'] {
  if (ts.accept('FOR')) return 'for';
  if (ts.accept('AFTER')) return 'after';
  ts.expect('INSTEAD', 'OF');
  return 'instead_of';
}

/** `ENABLE TRIGGER tr ON t`, `DISABLE TRIGGER ALL ON DATABASE`. */
export function parseEnableTrigger(ts: TokenStream): EnableTrigger {
  const mark = ts.mark();
  const enable = ts.accept('ENABLE');
  if (!enable) ts.expect('DISABLE');
  ts.expect('TRIGGER');
  const names = ts.accept('ALL') ? null : commaList(ts, parseObjectName);
  ts.expect('ON');
  return { kind: 'enable_trigger', enable, names, target: parseTriggerTarget(ts), span: ts.span(mark) };
}
