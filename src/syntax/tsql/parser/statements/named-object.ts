import type { CreateForm, CreateSchema, CreateSequence, CreateSynonym, CreateType } from '../../ast/definition.js';
import type { Hint } from '../../ast/query.js';
import type { Statement } from '../../ast/statement.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { parseTypeName } from '../types.js';
import { parseStatement } from './statement.js';
import { parseStorageOptions } from './storage.js';
import { parseTableElements } from './table.js';

/** `CREATE TYPE t FROM base`, `AS TABLE (...)` or `EXTERNAL NAME`; the cursor stands after the word TYPE. */
export function parseCreateType(ts: TokenStream, mark: number, form: CreateForm): CreateType {
  const name = parseObjectName(ts);
  return { kind: 'create_type', form, name, definition: typeDefinition(ts), span: ts.span(mark) };
}

/** An alias of a base type, a table, or a CLR class. */
function typeDefinition(ts: TokenStream): CreateType['definition'] {
  if (ts.accept('AS', 'TABLE'))
    return { type: 'table', elements: parseTableElements(ts), options: parseStorageOptions(ts) };
  if (ts.accept('EXTERNAL', 'NAME')) return { type: 'external', name: parseObjectName(ts) };
  ts.expect('FROM');
  const base = parseTypeName(ts);
  const nullable = ts.accept('NOT', 'NULL') ? false : ts.accept('NULL') ? true : null;
  return { type: 'alias', base, nullable };
}

/**
 * CREATE / ALTER SEQUENCE; the cursor stands after the word SEQUENCE. The type comes first in the documented grammar,
 * but the server takes it anywhere among the options.
 */
export function parseSequence(ts: TokenStream, mark: number, form: CreateForm): CreateSequence {
  const name = parseObjectName(ts);
  const before = sequenceOptions(ts);
  const type = ts.accept('AS') ? parseTypeName(ts) : null;
  const options = sequenceOptions(ts);
  return { kind: 'create_sequence', form, name, before, type, options, span: ts.span(mark) };
}

/** Options in any order. */
function sequenceOptions(ts: TokenStream): Hint[] {
  const options: Hint[] = [];
  for (let option = sequenceOption(ts); option !== null; option = sequenceOption(ts)) options.push(option);
  return options;
}

/** Option words and whether a number follows. Source: Microsoft Learn, "CREATE SEQUENCE". */
const SEQUENCE_OPTIONS: readonly (readonly [readonly string[], boolean])[] = [
  [['START', 'WITH'], true],
  [['RESTART', 'WITH'], true],
  [['RESTART'], false],
  [['INCREMENT', 'BY'], true],
  [['MINVALUE'], true],
  [['MAXVALUE'], true],
  [['NO', 'MINVALUE'], false],
  [['NO', 'MAXVALUE'], false],
  [['NO', 'CYCLE'], false],
  [['NO', 'CACHE'], false],
  [['CYCLE'], false],
  [['CACHE'], true],
];

/** One option with its number, or null where they end. */
function sequenceOption(ts: TokenStream): Hint | null {
  const mark = ts.mark();
  const found = SEQUENCE_OPTIONS.find(([words]) => ts.accept(...words));
  if (found === undefined) return null;
  const [words, hasNumber] = found;
  const number = hasNumber && !ts.isBareWord() ? signedNumber(ts) : [];
  return {
    kind: 'hint',
    words: [...words, ...number],
    equals: false,
    args: [],
    parenthesised: false,
    span: ts.span(mark),
  };
}

/** The number behind an option; `CACHE` may do without. */
function signedNumber(ts: TokenStream): string[] {
  const sign = ts.at('-') || ts.at('+') ? [ts.next().text] : [];
  return ts.isNumber() ? [...sign, ts.next().text] : sign;
}

/**
 * `CREATE SCHEMA s AUTHORIZATION u` and the CREATE and GRANT statements it may contain, which create in that schema
 * unless they say otherwise. Source: Microsoft Learn, "CREATE SCHEMA (Transact-SQL)".
 */
export function parseCreateSchema(ts: TokenStream, mark: number): CreateSchema {
  const name = ts.at('AUTHORIZATION') ? null : parseIdentifier(ts);
  const authorization = ts.accept('AUTHORIZATION') ? parseIdentifier(ts) : null;
  const elements: Statement[] = [];
  while (['CREATE', 'GRANT', 'DENY', 'REVOKE'].includes(ts.word())) elements.push(parseStatement(ts));
  return { kind: 'create_schema', name, authorization, elements, span: ts.span(mark) };
}

/** `CREATE SYNONYM s FOR target`. */
export function parseCreateSynonym(ts: TokenStream, mark: number): CreateSynonym {
  const name = parseObjectName(ts);
  ts.expect('FOR');
  return { kind: 'create_synonym', name, target: parseObjectName(ts), span: ts.span(mark) };
}
