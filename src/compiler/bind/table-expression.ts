/** Binds expressions over the columns of one table: CHECK constraints, computed columns, defaults, filters. */
import type { Table } from '../../catalog/catalog.js';
import type { Expression, Select } from '../../syntax/tsql/ast/index.js';
import { parseScript } from '../../syntax/tsql/index.js';
import type { Scalar } from '../ir/scalar.js';
import { bindExpression } from './expression.js';
import type { ObjectBinder } from './object.js';
import { QueryScope } from './query-scope.js';
import { sourceText } from './scalar-function.js';
import type { BindSession } from './session.js';

/** `scalar` is null when the text is no expression; its columns have the empty relation, which prints as bare names. */
export function bindTableExpression(
  table: Table,
  text: string,
  binder: ObjectBinder,
): { readonly scalar: Scalar | null; readonly session: BindSession } {
  const written = expressionIn(text);
  const start = written === null ? 0 : -written.offset;
  const place = sourceText(text, table.definition.place);
  // Offsets of the parsed text count the word before the expression too.
  const session = binder.session({ text, place: (offset) => place.place(Math.max(0, offset + start)) });
  if (written === null) {
    session.report('TSQL-EXPRESSION-SYNTAX', { start: 0, end: text.length }, text);
    return { scalar: null, session };
  }
  const scope = new QueryScope({ session, ctes: new Map(), parameters: new Map(), outer: null });
  scope.relations.push({
    exposed: table.name.name,
    schema: table.name.schema,
    alias: '',
    columns: binder.columnsOf(table.name) ?? [],
    nullable: false,
  });
  return { scalar: bindExpression(written.expression, scope), session };
}

/** A value, or else a condition. */
function expressionIn(text: string): { readonly expression: Expression; readonly offset: number } | null {
  const [value, condition] = ['SELECT ', 'SELECT 1 WHERE '];
  const [item, ...others] = selectIn(`${value}${text}`)?.items ?? [];
  if (others.length === 0 && item?.kind === 'select_expression' && item.alias === null)
    return { expression: item.expression, offset: value.length };
  const where = selectIn(`${condition}${text}`)?.where;
  return where ? { expression: where, offset: condition.length } : null;
}

function selectIn(text: string): Select | null {
  const script = parseScript({ path: '', text });
  const statements = script.batches.flatMap((batch) => batch.statements);
  const [only] = statements;
  if (statements.length !== 1 || only?.kind !== 'select_statement' || only.query.body.kind !== 'select') return null;
  return script.diagnostics.some(({ severity }) => severity === 'error') ? null : only.query.body;
}
