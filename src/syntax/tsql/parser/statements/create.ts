import type { CreateForm } from '../../ast/definition.js';
import type { Statement } from '../../ast/statement.js';
import type { TokenStream } from '../token-stream.js';
import { parseAlterTable } from './alter-table.js';
import { parseCreateIndex } from './create-index.js';
import { parseExternalTable } from './external-table.js';
import { parseCreateSchema, parseCreateSynonym, parseCreateType, parseSequence } from './named-object.js';
import { parseFunction, parseProcedure } from './routine.js';
import { parseServerStatement } from './server.js';
import { parseCreateTable } from './table.js';
import { parseTrigger } from './trigger.js';
import { parseView } from './view.js';

type DefinitionParser = (ts: TokenStream, mark: number, form: CreateForm) => Statement;

/** What may be created, altered or both with the same grammar. */
const BY_EITHER_VERB: Readonly<Record<string, DefinitionParser>> = {
  VIEW: parseView,
  PROCEDURE: (ts, mark, form) => parseProcedure(ts, mark, form, false),
  PROC: (ts, mark, form) => parseProcedure(ts, mark, form, true),
  FUNCTION: parseFunction,
  TRIGGER: parseTrigger,
  SEQUENCE: parseSequence,
};

/** First word behind CREATE to what parses the rest. */
const CREATED: Readonly<Record<string, DefinitionParser>> = {
  ...BY_EITHER_VERB,
  TABLE: parseCreateTable,
  TYPE: parseCreateType,
  SCHEMA: parseCreateSchema,
  SYNONYM: parseCreateSynonym,
};

/** What CREATE OR ALTER knows. */
const OR_ALTER = ['VIEW', 'PROCEDURE', 'PROC', 'FUNCTION', 'TRIGGER', 'TYPE'];
/** Words that may stand before INDEX. */
const INDEX_WORDS = [
  'UNIQUE',
  'CLUSTERED',
  'NONCLUSTERED',
  'COLUMNSTORE',
  'PRIMARY',
  'XML',
  'SPATIAL',
  'SELECTIVE',
  'FULLTEXT',
  'JSON',
  'VECTOR',
];

/**
 * `CREATE ...`, told by the word behind it: an object of the catalog, or a server statement.
 *
 * Words before INDEX are read ahead; when no INDEX follows (`CREATE XML SCHEMA COLLECTION`) the cursor goes back.
 */
export function parseCreate(ts: TokenStream): Statement {
  const mark = ts.mark();
  const start = ts.index;
  ts.expect('CREATE');
  const form = ts.accept('OR', 'ALTER') ? 'create_or_alter' : 'create';
  if (form === 'create_or_alter' && !OR_ALTER.includes(ts.word())) ts.fail('an object that CREATE OR ALTER knows');
  if (ts.accept('EXTERNAL', 'TABLE')) return parseExternalTable(ts, mark);
  if (ts.accept('MATERIALIZED', 'VIEW')) return parseView(ts, mark, form, true);
  const parse = CREATED[ts.word()];
  if (parse !== undefined) return definition(ts, mark, form, parse);
  const words = indexWords(ts);
  if (ts.at('INDEX') || ts.at('STATISTICS')) return parseCreateIndex(ts, mark, words);
  ts.index = start;
  return parseServerStatement(ts);
}

/** `ALTER ...`: likewise. */
export function parseAlter(ts: TokenStream): Statement {
  const mark = ts.mark();
  const start = ts.index;
  ts.expect('ALTER');
  if (ts.accept('TABLE')) return parseAlterTable(ts, mark);
  const parse = BY_EITHER_VERB[ts.word()];
  if (parse !== undefined) return definition(ts, mark, 'alter', parse);
  ts.index = start;
  return parseServerStatement(ts);
}

/** Takes the object's word and hands over. */
function definition(ts: TokenStream, mark: number, form: CreateForm, parse: DefinitionParser): Statement {
  ts.next();
  return parse(ts, mark, form);
}

/** The words before INDEX, as they stand. */
function indexWords(ts: TokenStream): string[] {
  const words: string[] = [];
  for (
    let word = INDEX_WORDS.find((w) => ts.accept(w));
    word !== undefined;
    word = INDEX_WORDS.find((w) => ts.accept(w))
  )
    words.push(word);
  return words;
}
