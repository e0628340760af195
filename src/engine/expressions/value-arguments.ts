/** Which arguments of a call are expressions. Source: Microsoft Learn, the pages of the functions: a datepart and a kind of JSON are words. */
import type { Expression, FunctionCall } from '../../syntax/tsql/ast/index.js';

/** Their first argument is a keyword: it has no value. */
const DATEPART_FIRST = new Set(['dateadd', 'datediff', 'datediff_big', 'datepart', 'datename', 'datetrunc', 'date_bucket']); // prettier-ignore
/** So is their second. */
const KEYWORD_SECOND = new Set(['isjson']);

/** Of a call of a built-in function the arguments that have a value; of others all. */
export function valueArguments({ name, args }: FunctionCall): readonly Expression[] {
  if (name.parts.length !== 1) return args;
  const own = name.parts[0]?.value.toLowerCase() ?? '';
  return args.slice(DATEPART_FIRST.has(own) ? 1 : 0, KEYWORD_SECOND.has(own) ? 1 : args.length);
}
