/** JSON functions. Paths are constants; `lax` is the mode of both targets. Source: Microsoft Learn, "JSON functions (Transact-SQL)". */
import type { CallIr } from '../../ir/scalar.js';
import { and, call, caseWhen, cast, keyword, number, text } from '../../sql/build.js';
import type { Sql } from '../../sql/tree.js';
import { type CallRule, type CallRules, constantOf } from './rules.js';

/** The path without its mode; null for a computed or strict one, which raises errors no target raises. */
function pathOf(node: CallIr): string | null {
  const path = node.args.length < 2 ? '$' : constantOf(node.args[1]);
  if (path === null || /^\s*strict\b/i.test(path)) return null;
  return path.replace(/^\s*lax\s+/i, '');
}

type PathRule = (document: Sql, path: string) => Sql;

const withPath =
  (build: PathRule): CallRule =>
  ([document], node) => {
    const path = pathOf(node);
    return document === undefined || path === null ? null : build(document, path);
  };

/** Strict and silent: in PostgreSQL's own lax mode a name finds what the elements of an array have. */
export const inPostgres = (document: Sql, path: string): Sql =>
  call('jsonb_path_query_first', cast(document, 'jsonb'), { sql: 'cast', operand: text(`strict ${path}`), type: 'jsonpath' }, text('{}'), keyword('true')); // prettier-ignore
const isContainer = (value: Sql): Sql => ({
  sql: 'in',
  operand: call('jsonb_typeof', value),
  negated: false,
  items: [text('object'), text('array')],
});
const not = (operand: Sql): Sql => ({ sql: 'unary', operator: 'not', operand });

/** A scalar as text; NULL for an object or an array. */
const jsonValue = {
  duckdb: withPath((document, path) =>
    call('json_extract_string', call('json_value', document, text(path)), text('$')),
  ),
  postgres: withPath((document, path) =>
    caseWhen(
      [
        [
          not(isContainer(inPostgres(document, path))),
          { sql: 'binary', operator: '#>>', left: inPostgres(document, path), right: text('{}') },
        ],
      ],
      null,
    ),
  ),
};

/** The targets write the part again, with blanks of their own. */
const reported =
  (build: PathRule): CallRule =>
  (args, node, legaliser) => {
    legaliser.context.report('TSQL-JSON-TEXT', node.span);
    return withPath(build)(args, node, legaliser);
  };

/** An object or an array as text; NULL for a scalar. */
const jsonQuery = {
  duckdb: reported((document, path) => {
    const container: Sql = {
      sql: 'in',
      operand: call('json_type', document, text(path)),
      negated: false,
      items: [text('OBJECT'), text('ARRAY')],
    };
    return caseWhen([[container, cast(call('json_extract', document, text(path)), 'varchar')]], null);
  }),
  postgres: reported((document, path) =>
    caseWhen([[isContainer(inPostgres(document, path)), cast(inPostgres(document, path), 'text')]], null),
  ),
};

/** Keys and values in turn; ABSENT ON NULL drops entries, which no target does. */
const constructor =
  (name: string, onNull: 'null' | 'absent', type: string): CallRule =>
  (args, { unit, args: scalars }) =>
    unit === onNull || !scalars.some((arg) => arg.type.nullable) ? cast(call(name, ...args), type) : null;

/** An object or an array, when no second argument asks for something else: a bare number is valid JSON and gives 0. */
const isjson: CallRule = ([value], { args }) =>
  value === undefined || args.length > 1
    ? null
    : cast(and(call('json_valid', value), call('regexp_matches', value, text('^\\s*[\\[{]'))), 'integer');

export const JSON_RULES: CallRules = {
  json_value: jsonValue,
  json_query: jsonQuery,
  isjson: { duckdb: isjson, postgres: () => null },
  json_path_exists: {
    // It never fails: what is no JSON has no path. PostgreSQL has no test for that before version 16.
    duckdb: withPath((document, path) =>
      caseWhen(
        [[not(call('json_valid', document)), number(0)]],
        cast(call('json_exists', document, text(path)), 'integer'),
      ),
    ),
    postgres: () => null,
  },
  json_object: {
    duckdb: constructor('json_object', 'null', 'varchar'),
    postgres: constructor('json_build_object', 'null', 'text'),
  },
  json_array: {
    duckdb: constructor('json_array', 'null', 'varchar'),
    postgres: constructor('json_build_array', 'null', 'text'),
  },
};
