/** SQL trees to text. Total: every tree has a text, and the same tree always the same. */
import type { Sql, SqlQuery } from '../sql/tree.js';
import { layOut, type Layout } from './document.js';
import { expressionDoc } from './expression.js';
import { queryDoc } from './query.js';

/** dbt's style guide: lines of no more than 80 characters. */
const LINE_COLUMNS = 80;

/** The text of a query, and which source offset each of its lines came from. Ends without a line break. */
export const printQuery = (query: SqlQuery): Layout => layOut(queryDoc(query), LINE_COLUMNS);

/** The text of an expression, over one line or more. */
export const printExpression = (sql: Sql): Layout => layOut(expressionDoc(sql), LINE_COLUMNS);
