import type { Apply, Join, NamedTable, OpenColumn, OpenRowset, Pivot, TableAlias } from '../ast/query.js';
import type { Hint, OpenXml, TableSource, TemporalClause, Unpivot } from '../ast/query.js';
import { list, parenthesised } from './list.js';
import { print } from './print.js';
import { type PrintRules, type SpineRules, upper, words } from './rules.js';

type SpineTable = Join | Apply | Pivot | Unpivot;

/** Joins nest to the left without limit. */
export const tableSourceSpineRules: SpineRules<SpineTable> = {
  join: { left: (node) => node.left, print: join },
  apply: { left: (node) => node.left, print: (node, left) => `${left} ${upper(node.type)} APPLY ${print(node.right)}` },
  pivot: { left: (node) => node.source, print: pivot },
  unpivot: { left: (node) => node.source, print: unpivot },
};

/** Printing rules of what stands in FROM. */
export const tableSourceRules: PrintRules<Exclude<TableSource, SpineTable> | TableAlias | TemporalClause | OpenColumn> =
  {
    named_table: namedTable,
    derived_table: (node) => words(`(${print(node.query)})`, alias(node)),
    values_table: (node) => words(`(VALUES ${node.rows.map((row) => `(${list(row)})`).join(', ')})`, alias(node)),
    table_function: (node) =>
      words(`${node.oldSystem ? '::' : ''}${print(node.call)}`, alias(node), withHints(node.hints)),
    table_variable: (node) => words(print(node.variable), alias(node), withHints(node.hints)),
    parenthesised_table: (node) => `(${print(node.table)})`,
    open_json: (node) =>
      words(
        `OPENJSON(${list(node.path === null ? [node.expression] : [node.expression, node.path])})`,
        withColumns(node.columns),
        alias(node),
      ),
    open_xml: (node) =>
      words(
        `OPENXML(${list([node.document, node.rowPattern, ...(node.flags ? [node.flags] : [])])})`,
        withColumns(node.columns),
        alias(node),
      ),
    open_rowset: openRowset,
    odbc_join: (node) => `{oj ${print(node.table)}}`,
    dml_table: (node) => words(`(${print(node.statement)})`, alias(node)),
    table_alias: (node) => words(node.hasAs && 'AS', print(node.name), parenthesised(node.columns)),
    temporal,
    open_column: (node) =>
      words(
        print(node.name),
        print(node.type),
        node.collation && `COLLATE ${print(node.collation)}`,
        node.path && print(node.path),
        node.asJson && 'AS JSON',
      ),
  };

function alias(node: { readonly alias: TableAlias | null }): string {
  return node.alias === null ? '' : print(node.alias);
}

function withHints(hints: readonly Hint[]): string {
  return hints.length > 0 ? `WITH (${list(hints)})` : '';
}

function withColumns(columns: OpenXml['columns']): string {
  if (columns === null) return '';
  return 'kind' in columns ? `WITH (${print(columns)})` : `WITH (${list(columns)})`;
}

function namedTable(node: NamedTable): string {
  const hints = node.hintsWith ? withHints(node.hints) : parenthesised(node.hints);
  return words(
    print(node.name),
    node.temporal && print(node.temporal),
    node.hintsFirst && hints,
    alias(node),
    node.sample && sample(node.sample),
    !node.hintsFirst && hints,
  );
}

function sample({ count, unit, system, repeatable }: NonNullable<NamedTable['sample']>): string {
  return words(
    'TABLESAMPLE',
    system && 'SYSTEM',
    `(${words(print(count), unit && upper(unit))})`,
    repeatable && `REPEATABLE (${print(repeatable)})`,
  );
}

const temporalForms: Record<TemporalClause['form'], (args: readonly string[]) => string> = {
  all: () => 'ALL',
  as_of: ([at]) => `AS OF ${at}`,
  from_to: ([from, to]) => `FROM ${from} TO ${to}`,
  between: ([from, to]) => `BETWEEN ${from} AND ${to}`,
  contained_in: (args) => `CONTAINED IN (${args.join(', ')})`,
};

function temporal({ form, args }: TemporalClause): string {
  return `FOR SYSTEM_TIME ${temporalForms[form](args.map((arg) => print(arg)))}`;
}

function join(node: Join, left: string): string {
  const optionalWord = node.type === 'inner' ? '' : 'OUTER';
  return words(
    left,
    node.type === 'inner' ? node.explicitWord && 'INNER' : upper(node.type),
    node.explicitWord && optionalWord,
    node.hint,
    'JOIN',
    print(node.right),
    node.on && `ON ${print(node.on)}`,
  );
}

function pivot(node: Pivot, source: string): string {
  const values = node.values.map((value) => print(value)).join(', ');
  return words(source, `PIVOT (${print(node.aggregate)} FOR ${print(node.column)} IN (${values}))`, alias(node));
}

function unpivot(node: Unpivot, source: string): string {
  const { valueColumn, nameColumn, columns } = node;
  return words(source, `UNPIVOT (${print(valueColumn)} FOR ${print(nameColumn)} IN (${list(columns)}))`, alias(node));
}

function openRowset({ function: name, args, separators, member, columns, alias: tableAlias }: OpenRowset): string {
  const printed = args
    .map((arg, index) => (index === 0 ? '' : `${separators[index - 1] ?? ','} `) + print(arg))
    .join('');
  const call = `${upper(name)}(${printed})${member === null ? '' : `.${print(member)}`}`;
  return words(call, withColumns(columns), alias({ alias: tableAlias }));
}
