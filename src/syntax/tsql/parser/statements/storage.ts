import type { IndexColumn, StorageOption } from '../../ast/definition.js';
import type { Hint } from '../../ast/query.js';
import { anyIdentifier, parseIdentifier } from '../names.js';
import type { TokenStream } from '../token-stream.js';
import { optionalList } from './list.js';
import { parseBareOptions, parseOption, parseOptionList } from './option.js';
import { STATEMENT_STARTS } from './starts.js';

/** First word to where something is stored. */
const PLACES = { ON: 'on', TEXTIMAGE_ON: 'textimage_on', FILESTREAM_ON: 'filestream_on' } as const;

/**
 * What follows a table, key or index, in any order: where it is stored and `WITH (...)`.
 *
 * It means nothing to rows, but for SYSTEM_VERSIONING and DISTRIBUTION, and is kept whole so that nothing is dropped.
 */
export function parseStorageOptions(ts: TokenStream): StorageOption[] {
  return storageOptions(ts, parseWithOption);
}

/** The same behind CREATE INDEX, where the old form is a list: `WITH PAD_INDEX, FILLFACTOR = 80`. */
export function parseIndexOptions(ts: TokenStream): StorageOption[] {
  return storageOptions(ts, (inner) => parseWithOption(inner, (each) => parseBareOptions(each, OLD_OPTION_STOPS)));
}

/** Places and WITH options until neither follows. */
function storageOptions(ts: TokenStream, withOption: (ts: TokenStream) => StorageOption | null): StorageOption[] {
  const options: StorageOption[] = [];
  for (let option = place(ts) ?? withOption(ts); option !== null; option = place(ts) ?? withOption(ts))
    options.push(option);
  return options;
}

/** Options that may stand behind WITH without parentheses. Source: Microsoft Learn, "CREATE INDEX", backward compatible syntax. */
const OLD_OPTIONS: readonly string[] = (
  'FILLFACTOR PAD_INDEX IGNORE_DUP_KEY DROP_EXISTING STATISTICS_NORECOMPUTE SORT_IN_TEMPDB SORTED_DATA ' +
  'SORTED_DATA_REORG DATA_COMPRESSION STATISTICS_INCREMENTAL ONLINE RESUMABLE'
).split(' ');

/** What ends an old-style option. */
const OLD_OPTION_STOPS: ReadonlySet<string> = new Set([
  ...'ON CONSTRAINT NOT NULL REFERENCES CHECK DEFAULT TEXTIMAGE_ON FILESTREAM_ON'.split(' '),
  ...STATEMENT_STARTS,
]);

/** `WITH (...)`, or the old `WITH FILLFACTOR = 80`, of which `parseOld` reads what follows WITH; null when neither stands here. */
export function parseWithOption(ts: TokenStream, parseOld = oldOption): StorageOption | null {
  const mark = ts.mark();
  if (!ts.at('WITH', '(') && !OLD_OPTIONS.some((word) => ts.at('WITH', word))) return null;
  ts.expect('WITH');
  const parenthesised = ts.at('(');
  const hints = parenthesised ? parseOptionList(ts) : parseOld(ts);
  return {
    kind: 'storage_option',
    keyword: 'with',
    target: null,
    columns: [],
    hints,
    parenthesised,
    span: ts.span(mark),
  };
}

/** One option: in a table, a comma behind it ends the column. */
function oldOption(ts: TokenStream): Hint[] {
  return [parseOption(ts, OLD_OPTION_STOPS)];
}

/** `ON fileGroup`, `ON scheme (column)`, `TEXTIMAGE_ON fileGroup`. */
function place(ts: TokenStream): StorageOption | null {
  const found = Object.entries(PLACES).find(([word]) => ts.at(word));
  if (found === undefined) return null;
  const mark = ts.mark();
  ts.next();
  // A file group may be written as a string; it keeps its quotes then.
  const target = ts.isString() ? anyIdentifier(ts) : parseIdentifier(ts);
  const columns = optionalList(ts, parseIdentifier);
  return {
    kind: 'storage_option',
    keyword: found[1],
    target,
    columns,
    hints: [],
    parenthesised: false,
    span: ts.span(mark),
  };
}

/** `name [ASC | DESC]`. */
export function parseIndexColumn(ts: TokenStream): IndexColumn {
  const mark = ts.mark();
  const name = parseIdentifier(ts);
  const direction = ts.accept('ASC') ? 'asc' : ts.accept('DESC') ? 'desc' : null;
  return { kind: 'index_column', name, direction, span: ts.span(mark) };
}
