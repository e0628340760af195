/** JSON_OBJECT and JSON_ARRAY. Source: Microsoft Learn, "JSON_OBJECT (Transact-SQL)" and "JSON_ARRAY (Transact-SQL)". */
import type { Expression, JsonConstructor } from '../../syntax/tsql/ast/index.js';
import { toType } from '../conversion/convert.js';
import type { Bound } from '../expressions/bound.js';
import { asText } from '../functions/arguments.js';
import type { FunctionContext } from '../functions/function-table.js';
import { nvarchar } from '../types/type.js';
import { escapeJson, isJsonExpression, jsonOf } from './json-write.js';

/** NULLs stay in objects and are left out of arrays, unless ON NULL says otherwise. @param bind of an expression */
export function jsonConstructor(
  node: JsonConstructor,
  bind: (expression: Expression) => Bound,
  { defaultCollation }: FunctionContext,
): Bound {
  const keepsNull = node.onNull === null ? node.function === 'json_object' : node.onNull === 'null';
  const keyType = nvarchar(4000, defaultCollation);
  const entries = node.entries.map(({ key, value }) => ({
    key: key && toType(bind(key), keyType),
    value: bind(value),
    isJson: isJsonExpression(value),
  }));
  const [open, close] = node.function === 'json_object' ? ['{', '}'] : ['[', ']'];
  return {
    type: nvarchar('max', defaultCollation),
    isNullable: false,
    evaluate: (frame, run) => {
      const parts: string[] = [];
      for (const { key, value, isJson } of entries) {
        const found = value.evaluate(frame, run);
        if (found === null && !keepsNull) continue;
        const written = isJson && typeof found === 'string' ? found : jsonOf(found, value.type);
        parts.push(key ? `"${escapeJson(asText(key.evaluate(frame, run)))}":${written}` : written);
      }
      return `${open}${parts.join(',')}${close}`;
    },
  };
}
