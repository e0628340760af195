/** Inlines table-valued functions of one query. */
import type { TableFunction } from '../../syntax/tsql/ast/index.js';
import type { RelationIr } from '../ir/relation.js';
import { bindExpression } from './expression.js';
import { bindQuery } from './query.js';
import { QueryScope, type Surroundings } from './query-scope.js';
import { boundParameters, parsedRoutine } from './scalar-function.js';
import { aliased, checkNames, expose } from './tables.js';

/** The function's query as a derived table; null when the name is no function of the catalog, or its body cannot be bound (reported). */
export function bindInlineFunction(node: TableFunction, scope: QueryScope): RelationIr | null {
  if (node.call.kind !== 'call') return null;
  const { session } = scope.around;
  const thing = session.index.resolve(node.call.name);
  if (thing.kind !== 'object' || thing.object.kind !== 'routine') return null;
  const routine = thing.object;
  session.dependsOn(routine.name);
  const name = `${routine.name.schema}.${routine.name.name}`;
  const parsed = parsedRoutine(routine);
  if (!parsed || parsed.node.body.type !== 'inline_query') {
    scope.report('TSQL-FUNCTION-BODY', node.span, name);
    return null;
  }
  const { query } = parsed.node.body;
  // Arguments may name the relations before the function when it stands under APPLY.
  const outer = scope.allowing(scope.allows);
  const args = node.call.args.map((argument) => bindExpression(argument, new QueryScope({ ...scope.around, outer })));
  const parameters = boundParameters(routine, args, scope, node.span);
  if (!parameters) return null;
  const around: Surroundings = { session, ctes: new Map(), parameters, outer: null };
  const bound = session.within(parsed.source, () => bindQuery(query, around));
  if (!bound) return null;
  const columns = aliased(bound.columns, node.alias, scope);
  checkNames(columns, node, scope);
  const { alias } = expose(scope, node.alias?.name.value ?? routine.name.name, columns);
  return { op: 'derived', query: bound, alias, columns, span: node.span };
}
