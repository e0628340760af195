import type { CreateForm, CreateView } from '../../ast/definition.js';
import { parseIdentifier, parseObjectName } from '../names.js';
import { parseQuery } from '../queries.js';
import type { TokenStream } from '../token-stream.js';
import { optionalList } from './list.js';
import { parseBareOptions, parseOptionList } from './option.js';

/** Where the attributes of a view end. */
const STOPS: ReadonlySet<string> = new Set(['AS']);

/**
 * `CREATE VIEW`, and Synapse's `CREATE MATERIALIZED VIEW`, whose options are a list in parentheses; the cursor stands
 * after the word VIEW. Source: Microsoft Learn, "CREATE VIEW", "CREATE MATERIALIZED VIEW AS SELECT".
 */
export function parseView(ts: TokenStream, mark: number, form: CreateForm, materialized = false): CreateView {
  const name = parseObjectName(ts);
  const columns = optionalList(ts, parseIdentifier);
  const attributes = ts.accept('WITH') ? (ts.at('(') ? parseOptionList(ts) : parseBareOptions(ts, STOPS)) : [];
  ts.expect('AS');
  const query = parseQuery(ts);
  const withCheckOption = ts.accept('WITH', 'CHECK', 'OPTION');
  return {
    kind: 'create_view',
    form,
    materialized,
    name,
    columns,
    attributes,
    query,
    withCheckOption,
    span: ts.span(mark),
  };
}
