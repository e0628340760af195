import type { CreateExternalTable } from '../../ast/definition.js';
import { parseObjectName } from '../names.js';
import { parseQuery } from '../queries.js';
import type { TokenStream } from '../token-stream.js';
import { parseStorageOptions } from './storage.js';
import { parseTableElements } from './table.js';

/**
 * PolyBase and Synapse external tables, with `AS query` for those that are written (CETAS); the cursor stands after
 * EXTERNAL TABLE. Source: Microsoft Learn, "CREATE EXTERNAL TABLE", "CREATE EXTERNAL TABLE AS SELECT".
 */
export function parseExternalTable(ts: TokenStream, mark: number): CreateExternalTable {
  const name = parseObjectName(ts);
  const elements = ts.at('(') ? parseTableElements(ts) : [];
  const options = parseStorageOptions(ts);
  const query = ts.accept('AS') ? parseQuery(ts) : null;
  return { kind: 'create_external_table', name, elements, options, query, span: ts.span(mark) };
}
