/** OPENJSON, with a schema and without. Source: Microsoft Learn, "OPENJSON (Transact-SQL)". */
import type { Expression, OpenColumn, OpenJson } from '../../syntax/tsql/ast/index.js';
import type { AliasLookup } from '../../syntax/tsql/data-type.js';
import { converter } from '../conversion/convert.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import { asText, isText, wrongType } from '../functions/arguments.js';
import type { FunctionContext } from '../functions/function-table.js';
import type { BoundTableFunction } from '../functions/table-functions.js';
import type { Run } from '../session/run.js';
import { INT, nvarchar, type Type } from '../types/type.js';
import { writtenType } from '../types/written-type.js';
import type { Row, Value } from '../values/value.js';
import { locate, notContainer, notScalar, parsePath, pathNotFound, type JsonPath } from './json-path.js';
import { isContainer, parseJson, type JsonArray, type JsonNode, type JsonObject } from './json-text.js';

const NUMBERS_OF_KINDS: Readonly<Record<JsonNode['kind'], number>> = {
  null: 0,
  string: 1,
  number: 2,
  true: 3,
  false: 3,
  array: 4,
  object: 5,
};

/** A string without its quotes, anything else as written; null is NULL. */
function textOfNode(node: JsonNode, text: string): string | null {
  if (isContainer(node)) return text.slice(node.start, node.end);
  return node.kind === 'null' ? null : node.text;
}

type Reader = (node: JsonNode, text: string, run: Run) => Value;

/** A fragment, for AS JSON. */
function fragmentReader({ isStrict }: JsonPath): Reader {
  return (node, text) => {
    if (isContainer(node)) return text.slice(node.start, node.end);
    if (isStrict) throw notContainer();
    return null;
  };
}

function scalarReader({ isStrict }: JsonPath, type: Type, collation: string): Reader {
  if (['binary', 'varbinary', 'image'].includes(type.base))
    throw new NotInEngine('ENGINE-OPENJSON-BINARY', 'OPENJSON with a binary column');
  const convert = converter(nvarchar('max', collation), type, { kind: 'explicit' });
  return (node, _text, run) => {
    if (isContainer(node)) {
      if (isStrict) throw notScalar();
      return null;
    }
    if (node.kind === 'null') return null;
    if (isText(type) && typeof type.length === 'number' && node.text.length > type.length)
      throw new NotInEngine('ENGINE-OPENJSON-LENGTH', 'OPENJSON with a text longer than its column');
    return convert(node.text, run);
  };
}

interface Column {
  readonly name: string;
  readonly type: Type;
  readonly path: JsonPath;
  readonly read: Reader;
}

export interface OpenJsonContext extends FunctionContext {
  readonly aliases: AliasLookup;
  readonly bind: (expression: Expression) => Bound;
}

function columnOf(column: OpenColumn, context: OpenJsonContext): Column {
  const written = writtenType(column.type, context.aliases, context.defaultCollation, 'column');
  const type: Type = column.collation ? { ...written, collation: column.collation.value, collationLabel: 'implicit' } : written; // prettier-ignore
  const pathText = column.path && context.bind(column.path).literal?.value;
  if (column.path && typeof pathText !== 'string')
    throw new NotInEngine('ENGINE-OPENJSON-PATH', 'OPENJSON with a path that is no literal');
  const path: JsonPath = typeof pathText === 'string' ? parsePath(pathText) : { isStrict: false, isAppend: false, steps: [{ key: column.name.value }] }; // prettier-ignore
  if (column.asJson && !(type.base === 'json' || (type.base === 'nvarchar' && type.length === 'max')))
    throw new SqlError(13618, 'AS JSON option can be specified only for column of nvarchar(max) type in WITH clause.');
  const read = column.asJson ? fragmentReader(path) : scalarReader(path, type, context.defaultCollation);
  return { name: column.name.value, type, path, read };
}

function rowOf(columns: readonly Column[], node: JsonNode, text: string, run: Run): Row {
  return columns.map(({ path, read }) => {
    const found = locate(node, path.steps);
    if (found) return read(found, text, run);
    if (path.isStrict) throw pathNotFound();
    return null;
  });
}

/** An array gives a row for each element, an object a row for each member or, with a schema, one for itself. */
function rowsOf(node: JsonObject | JsonArray, columns: readonly Column[] | null, text: string, run: Run): Row[] {
  if (columns) {
    const elements = node.kind === 'array' ? node.items : [node];
    return elements.map((element) => rowOf(columns, element, text, run));
  }
  const members = node.kind === 'array' ? node.items.map((value, at) => ({ key: String(at), value })) : node.members;
  return members.map(({ key, value }) => [key, textOfNode(value, text), NUMBERS_OF_KINDS[value.kind]]);
}

/** Null where there is nothing to open; in strict mode an error. */
function opened(text: string, pathText: string): JsonObject | JsonArray | null {
  const path = parsePath(pathText);
  const node = locate(parseJson(text), path.steps);
  if (node && isContainer(node)) return node;
  if (!path.isStrict) return null;
  if (!node) throw pathNotFound();
  throw new SqlError(
    13611,
    'Value referenced by JSON path is not an array or object and cannot be opened with OPENJSON.',
  );
}

/** The values keep the collation of the text they come from. */
const collationOf = ({ collation, collationLabel }: Type): Partial<Type> =>
  collation ? { collation, collationLabel } : {};

/** Columns and rows of an OPENJSON; its expressions may look at the rows around it (CROSS APPLY). */
export function openJson(node: OpenJson, context: OpenJsonContext): BoundTableFunction {
  const json = context.bind(node.expression);
  if (!isText(json.type) && json.type.base !== 'json' && !json.type.isUntypedNull)
    throw wrongType(json.type, 1, 'OPENJSON');
  const path = node.path && context.bind(node.path);
  const columns = node.columns?.map((column) => columnOf(column, context)) ?? null;
  const collation = context.defaultCollation;
  return {
    columns: columns?.map(({ name, type }) => ({ name, type })) ?? [
      { name: 'key', type: { ...nvarchar(4000, 'Latin1_General_BIN2'), collationLabel: 'implicit' } },
      { name: 'value', type: { ...nvarchar('max', collation), ...collationOf(json.type) } },
      { name: 'type', type: INT },
    ],
    rows: (frame: Frame, run: Run) => {
      const text = json.evaluate(frame, run);
      const pathText = path ? path.evaluate(frame, run) : '$';
      if (text === null || pathText === null) return [];
      const root = opened(asText(text), asText(pathText));
      const rows = root ? rowsOf(root, columns, asText(text), run) : [];
      run.step(rows.length);
      return rows;
    },
  };
}
