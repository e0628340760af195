/** JSON functions. Source: Microsoft Learn, "JSON functions (Transact-SQL)" and each function's page. */
import type { FunctionCall } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Bound } from '../expressions/bound.js';
import { locate, notContainer, notScalar, parsePath, pathNotFound, type JsonPath } from '../json/json-path.js';
import { modifyJson } from '../json/json-modify.js';
import { isContainer, parseJson, tryParseJson, type JsonNode } from '../json/json-text.js';
import { isJsonExpression, jsonOf } from '../json/json-write.js';
import type { Run } from '../session/run.js';
import { INT, type Type } from '../types/type.js';
import type { Value } from '../values/value.js';
import { argument, asText, isText, requireCount, strict, wrongType } from './arguments.js';
import type { BindFunction, FunctionContext, FunctionTable } from './function-table.js';

const JSON_VALUE_LENGTH = 4000;

/** The first argument: a text, whose collation what is taken from it keeps. */
function jsonArgument(args: readonly Bound[], name: string): Bound {
  const bound = argument(args, 0);
  if (!isText(bound.type) && bound.type.base !== 'json' && !bound.type.isUntypedNull)
    throw wrongType(bound.type, 1, name);
  return bound;
}

function pathArgument(args: readonly Bound[], name: string): Bound {
  const bound = argument(args, 1);
  if (!isText(bound.type) && !bound.type.isUntypedNull) throw wrongType(bound.type, 2, name);
  return bound;
}

const textLike = (type: Type, length: number | 'max', { defaultCollation }: FunctionContext): Type => ({
  base: 'nvarchar',
  length,
  collation: type.collation ?? defaultCollation,
  collationLabel: type.collationLabel ?? 'default',
});

/** Trees and paths are asked for again and again with the same text: the last one is kept. */
function remembered<T>(make: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly made: T } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}

/** What the path leads to in the text; null when nowhere, and in strict mode an error. */
function find(root: JsonNode, path: JsonPath): JsonNode | null {
  const node = locate(root, path.steps);
  if (!node && path.isStrict) throw pathNotFound();
  return node;
}

const jsonValue: BindFunction = (args, context) => {
  requireCount('json_value', args.length, 2);
  const json = jsonArgument(args, 'json_value');
  const [tree, pathOf] = [remembered(parseJson), remembered(parsePath)];
  const parts = [json, pathArgument(args, 'json_value')];
  return strict(textLike(json.type, JSON_VALUE_LENGTH, context), parts, ([text, pathText]) => {
    const path = pathOf(asText(pathText));
    const node = find(tree(asText(text)), path);
    if (!node || node.kind === 'null') return null;
    if (isContainer(node)) {
      if (path.isStrict) throw notScalar();
      return null;
    }
    if (node.text.length <= JSON_VALUE_LENGTH) return node.text;
    if (path.isStrict) throw new SqlError(13625, 'String value in the specified JSON path would be truncated.');
    return null;
  });
};

const jsonQuery: BindFunction = (args, context) => {
  requireCount('json_query', args.length, 1, 2);
  const json = jsonArgument(args, 'json_query');
  const [tree, pathOf] = [remembered(parseJson), remembered(parsePath)];
  const parts = args.length === 1 ? [json] : [json, pathArgument(args, 'json_query')];
  return strict(textLike(json.type, 'max', context), parts, ([text, pathText = '$']) => {
    const path = pathOf(asText(pathText));
    const node = find(tree(asText(text)), path);
    if (node && isContainer(node)) return asText(text).slice(node.start, node.end);
    if (path.isStrict && node) throw notContainer();
    return null;
  });
};

type JsonKind = 'value' | 'array' | 'object' | 'scalar' | 'either';
const FITS: Readonly<Record<JsonKind, (node: JsonNode) => boolean>> = {
  value: () => true,
  array: ({ kind }) => kind === 'array',
  object: ({ kind }) => kind === 'object',
  scalar: ({ kind }) => kind === 'string' || kind === 'number',
  either: isContainer,
};

/** The second argument is a keyword: VALUE, ARRAY, OBJECT or SCALAR. Without it an object or an array is asked for. */
function kindOf(call: FunctionCall): JsonKind {
  const word = call.args[1];
  if (!word) return 'either';
  const name = word.kind === 'column' ? word.name.value.toLowerCase() : '';
  if (name === 'value' || name === 'array' || name === 'object' || name === 'scalar') return name;
  throw new NotInEngine('ENGINE-FUNCTION-ISJSON', `ISJSON with ${name || 'this constraint'}`);
}

const isJson: BindFunction = (args, _context, call) => {
  requireCount('isjson', call.args.length, 1, 2);
  const fits = FITS[kindOf(call)];
  return strict(INT, [jsonArgument(args, 'isjson')], ([text]) => {
    const node = tryParseJson(asText(text));
    return node && fits(node) ? 1 : 0;
  });
};

const jsonPathExists: BindFunction = (args) => {
  requireCount('json_path_exists', args.length, 2);
  const pathOf = remembered(parsePath);
  const parts = [jsonArgument(args, 'json_path_exists'), pathArgument(args, 'json_path_exists')];
  return strict(INT, parts, ([text, path]) => {
    const root = tryParseJson(asText(text));
    return root && locate(root, pathOf(asText(path)).steps) ? 1 : 0;
  });
};

const jsonModify: BindFunction = (args, context, call) => {
  requireCount('json_modify', args.length, 3);
  const json = jsonArgument(args, 'json_modify');
  const path = pathArgument(args, 'json_modify');
  const value = argument(args, 2);
  const isJsonValue = call.args[2] ? isJsonExpression(call.args[2]) : false;
  const pathOf = remembered(parsePath);
  const written = (found: NonNullable<Value>): string => isJsonValue && typeof found === 'string' ? found : jsonOf(found, value.type); // prettier-ignore
  const evaluate = (text: string, pathText: string, found: Value): string =>
    modifyJson(text, parseJson(text), pathOf(pathText), found === null ? null : written(found));
  const type = textLike(json.type, 'max', context);
  return {
    type,
    evaluate: (frame, run: Run) => {
      const text = json.evaluate(frame, run);
      const pathText = path.evaluate(frame, run);
      if (text === null || pathText === null) return null;
      return evaluate(asText(text), asText(pathText), value.evaluate(frame, run));
    },
  };
};

export const JSON_FUNCTIONS: FunctionTable = {
  json_value: jsonValue,
  json_query: jsonQuery,
  isjson: isJson,
  json_path_exists: jsonPathExists,
  json_modify: jsonModify,
};
