/** Built-in functions in FROM: STRING_SPLIT, GENERATE_SERIES, OPENJSON. Source: Microsoft Learn, the pages of these names. */
import type { FunctionCall, OpenColumn, OpenJson, TableFunction } from '../../syntax/tsql/ast/index.js';
import type { JsonRelation, OutputColumn, RelationIr } from '../ir/relation.js';
import type { Scalar } from '../ir/scalar.js';
import { isCharacter } from '../types/families.js';
import { coerce, databaseCollation } from './coerce.js';
import { bindExpression } from './expression.js';
import { QueryScope } from './query-scope.js';
import { aliased, expose } from './tables.js';
import { textArgument } from './text-argument.js';

/** The relation, exposed in `scope`; null when reported. Arguments may name the relations before it, as under APPLY. */
export function bindBuiltInTableFunction(node: TableFunction, scope: QueryScope): RelationIr | null {
  const { call } = node;
  if (call.kind !== 'call') return refuse(scope, 'TSQL-XML', node, `.${call.method.value}()`);
  const [name, ...qualifiers] = call.name.parts.toReversed();
  const bind = qualifiers.length > 0 ? undefined : FUNCTIONS[name?.value.toLowerCase() ?? ''];
  const args = call.args.map((arg) => bindExpression(arg, argumentScope(scope)));
  return (
    bind?.(node, call, args, scope) ?? refuse(scope, 'TSQL-UNSUPPORTED-FUNCTION', node, name?.value.toUpperCase() ?? '')
  );
}

type Rule = (node: TableFunction, call: FunctionCall, args: readonly Scalar[], scope: QueryScope) => RelationIr | null;

const FUNCTIONS: Readonly<Record<string, Rule>> = {
  string_split: (node, _call, [text, separator, ordinal], scope) => {
    if (text === undefined || separator === undefined) return null;
    const source = textArgument(text, scope);
    const numbered = ordinal?.op === 'literal' && ordinal.value === '1';
    const value: OutputColumn = { name: 'value', type: { ...source.type, nullable: false } };
    const position: OutputColumn = { name: 'ordinal', type: { base: 'bigint', nullable: false, collation: null } };
    const { alias, columns } = exposed(node, 'string_split', numbered ? [value, position] : [value], scope);
    return {
      op: 'split',
      text: source,
      separator: textArgument(separator, scope),
      ordinal: numbered,
      alias,
      columns,
      span: node.span,
    };
  },
  generate_series: (node, _call, [start, stop, step], scope) => {
    if (start === undefined || stop === undefined) return null;
    const { alias, columns } = exposed(
      node,
      'generate_series',
      [{ name: 'value', type: { ...start.type, nullable: false } }],
      scope,
    );
    return { op: 'series', start, stop, step: step ?? null, alias, columns, span: node.span };
  },
};

function exposed(node: TableFunction, name: string, columns: readonly OutputColumn[], scope: QueryScope) {
  return expose(scope, node.alias?.name.value ?? name, aliased(columns, node.alias, scope));
}

const argumentScope = (scope: QueryScope): QueryScope =>
  new QueryScope({ ...scope.around, outer: scope.allowing(scope.allows) });

function refuse(scope: QueryScope, code: string, node: TableFunction | OpenJson, detail: string): null {
  scope.report(code, node.span, detail);
  return null;
}

/** OPENJSON with WITH; the rows of key, value and type it gives without are refused. */
export function bindOpenJson(node: OpenJson, scope: QueryScope): RelationIr | null {
  const inner = argumentScope(scope);
  const document = textArgument(bindExpression(node.expression, inner), scope);
  const path = node.path === null ? null : constantPath(node.path, inner);
  if (path === undefined) return refuse(scope, 'TSQL-JSON', node, 'a path that is not a constant');
  if (node.columns === null) return refuse(scope, 'TSQL-OPENJSON-SCHEMA', node, '');
  const fields = node.columns.map((column) => fieldOf(column, inner));
  const { alias, columns } = expose(scope, node.alias?.name.value ?? 'openjson', aliased(fields, node.alias, scope));
  return { op: 'json', document, path, fields, alias, columns, span: node.span };
}

function constantPath(written: NonNullable<OpenJson['path']>, scope: QueryScope): string | undefined {
  const bound = coerce(bindExpression(written, scope), { base: 'nvarchar', length: 'max' }, scope);
  return bound.op === 'literal' && bound.value !== null ? bound.value.replace(/^(lax|strict)\s+/i, '') : undefined;
}

type Field = NonNullable<JsonRelation['fields']>[number];

/** A column without a path is the member of its own name. */
function fieldOf(column: OpenColumn, scope: QueryScope): Field {
  const declared = scope.declaredType(column.type);
  if (declared.base === 'unknown') scope.report('TSQL-UNKNOWN-TYPE', column.span, column.name.value);
  const type = { ...declared, nullable: true, collation: isCharacter(declared) ? databaseCollation(scope) : null };
  const path = (column.path === null ? undefined : constantPath(column.path, scope)) ?? `$."${column.name.value}"`;
  return { name: column.name.value, type, path, asJson: column.asJson };
}
