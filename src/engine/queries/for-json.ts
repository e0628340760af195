/** FOR JSON PATH, for rows of plain columns. Source: Microsoft Learn, "Format nested JSON output with PATH mode". */
import type { ForClause } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { BoundQuery, Scope } from '../expressions/scope.js';
import { escapeJson, jsonOf } from '../json/json-write.js';
import { nvarchar, type Type } from '../types/type.js';
import type { Row } from '../values/value.js';

const KNOWN = new Set(['ROOT', 'INCLUDE_NULL_VALUES', 'WITHOUT_ARRAY_WRAPPER']);

export function forJson(clause: ForClause, query: BoundQuery, scope: Scope): BoundQuery {
  const words = clause.directives.map((hint) => hint.words.join(' ').toUpperCase());
  const odd = words.find((word) => !KNOWN.has(word));
  if (odd !== undefined) throw new NotInEngine('ENGINE-FOR-JSON-DIRECTIVE', `FOR JSON with ${odd}`);
  const [withNulls, isBare] = [words.includes('INCLUDE_NULL_VALUES'), words.includes('WITHOUT_ARRAY_WRAPPER')];
  const root = rootOf(clause);
  if (root !== null && isBare) throw new SqlError(13620, 'ROOT option and WITHOUT_ARRAY_WRAPPER option cannot be used together in FOR JSON. Remove one of these options.'); // prettier-ignore
  const unnamed = query.columns.findIndex(({ name }) => name === '');
  if (unnamed >= 0) throw new SqlError(13605, `Column expressions and data sources without names or aliases cannot be formatted as JSON text using FOR JSON clause. Add alias to the unnamed column or table.`); // prettier-ignore
  const broken = query.columns.find(({ name }) => name.split('.').includes(''));
  if (broken) throw new SqlError(13603, `Property '${broken.name}' cannot be generated in JSON output due to invalid character in the column name or alias. Column name or alias that contains '..', starts or ends with '.' is not allowed in query that has FOR JSON clause.`); // prettier-ignore
  const paths = query.columns.map(({ name, type }) => ({ path: name.split('.'), type }));
  return {
    columns: [{ name: 'JSON_F52E2B61-18A1-11d1-B105-00805F49916B', type: { ...nvarchar('max', scope.defaultCollation), collationLabel: 'implicit' }, isNullable: true }], // prettier-ignore
    isOrdered: query.isOrdered,
    rows: (outer, run) => {
      const rows = query.rows(outer, run);
      if (rows.length === 0) return [];
      const list = rows.map((row) => objectText(treeOf(row, paths, withNulls))).join(',');
      run.requireLength(list.length);
      const text = isBare ? list : `[${list}]`;
      return [[root === null ? text : `{"${escapeJson(root)}":${text}}`]];
    },
  };
}

type Tree = Map<string, string | Tree>;

/** Names with dots are objects within objects. */
function treeOf(
  row: Row,
  paths: readonly { readonly path: readonly string[]; readonly type: Type }[],
  withNulls: boolean,
): Tree {
  const tree: Tree = new Map();
  for (const [index, { path, type }] of paths.entries()) {
    const value = row[index] ?? null;
    if (value === null && !withNulls) continue;
    let at = tree;
    for (const part of path.slice(0, -1)) {
      const below = at.get(part) ?? new Map<string, string | Tree>();
      if (typeof below === 'string') throw conflict(path);
      at.set(part, below);
      at = below;
    }
    const last = path.at(-1) ?? '';
    if (at.has(last)) throw conflict(path);
    at.set(last, jsonOf(value, type));
  }
  return tree;
}

function conflict(path: readonly string[]): SqlError {
  return new SqlError(13601, `Property '${path.join('.')}' cannot be generated in JSON output due to a conflict with another column name or alias.`); // prettier-ignore
}

function objectText(tree: Tree): string {
  const members = [...tree].map(([name, value]) => `"${escapeJson(name)}":${typeof value === 'string' ? value : objectText(value)}`); // prettier-ignore
  return `{${members.join(',')}}`;
}

function rootOf({ directives }: ForClause): string | null {
  const hint = directives.find(({ words }) => words[0]?.toUpperCase() === 'ROOT');
  if (!hint) return null;
  const [arg] = hint.args;
  return arg && 'value' in arg ? String(arg.value) : 'root';
}
