/** The rest of a GO line: a count, a semicolon that careless scripts have, a comment. */
const REST_OF_LINE = /[ \t]*(\d*)[ \t]*;?[ \t]*(?:--[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?:\r\n|\r|\n|$)/y;

const MAX_REPEAT = 2_147_483_647;

/**
 * Whether the word GO at `start`..`end` stands alone on its line and so ends the batch; null if not. `lastEnd` is the
 * end of the token before it. Source: Microsoft Learn, "SQL Server Utilities Statements - GO".
 */
export function batchSeparator(
  text: string,
  lastEnd: number,
  start: number,
  end: number,
  isFirst: boolean,
): { readonly repeat: number; readonly end: number } | null {
  if (!isFirst && !/[\r\n]/.test(text.slice(lastEnd, start))) return null;
  REST_OF_LINE.lastIndex = end;
  const rest = REST_OF_LINE.exec(text);
  if (rest === null) return null;
  const repeat = rest[1] ? Math.min(Number(rest[1]), MAX_REPEAT) : 1;
  return { repeat, end: REST_OF_LINE.lastIndex };
}
