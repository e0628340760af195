/** A token of DuckDB SQL, as far as the statement gate needs to know it. */
export interface SqlToken {
  kind: 'word' | 'quoted_name' | 'string' | 'number' | 'symbol';
  /** Words in lower case, quoted names and strings without their quotes. */
  text: string;
}

/**
 * The lexical forms of DuckDB (a PostgreSQL lexer): tried in this order at each position.
 * Each is linear: no nested quantifier over the same characters.
 */
const TOKEN_FORMS: readonly { pattern: RegExp; kind: SqlToken['kind'] | 'skipped' }[] = [
  { pattern: /\s+|--[^\n\r]*/y, kind: 'skipped' },
  { pattern: /[eE]'[^'\\]*(?:(?:''|\\[^])[^'\\]*)*(?:'|$)/y, kind: 'string' },
  { pattern: /(?:[xXbB]|[uU]&)?'[^']*(?:''[^']*)*(?:'|$)/y, kind: 'string' },
  { pattern: /(?:[uU]&)?"[^"]*(?:""[^"]*)*(?:"|$)/y, kind: 'quoted_name' },
  { pattern: /[\p{L}_\u0080-\uffff][\p{L}\p{N}_$\u0080-\uffff]*/uy, kind: 'word' },
  { pattern: /\d[\w.]*/y, kind: 'number' },
  { pattern: /[^]/uy, kind: 'symbol' },
];

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

/** Splits SQL into tokens without white space and comments. Never throws; what is unterminated runs to the end. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < sql.length) {
    if (sql.startsWith('/*', at)) {
      at = endOfBlockComment(sql, at);
      continue;
    }
    const dollarTag = sql[at] === '$' ? matchAt(DOLLAR_TAG, sql, at) : undefined;
    if (dollarTag) {
      const bodyStart = at + dollarTag.length;
      const close = sql.indexOf(dollarTag, bodyStart);
      const bodyEnd = close < 0 ? sql.length : close;
      tokens.push({ kind: 'string', text: sql.slice(bodyStart, bodyEnd) });
      at = bodyEnd + dollarTag.length;
      continue;
    }
    at = pushToken(sql, at, tokens);
  }
  return tokens;
}

function pushToken(sql: string, at: number, tokens: SqlToken[]): number {
  for (const { pattern, kind } of TOKEN_FORMS) {
    const match = matchAt(pattern, sql, at);
    if (match === undefined) continue;
    if (kind !== 'skipped') tokens.push({ kind, text: tokenText(kind, match) });
    return at + match.length;
  }
  return at + 1;
}

function tokenText(kind: SqlToken['kind'], match: string): string {
  if (kind === 'word') return match.toLowerCase();
  if (kind === 'string') return match.slice(match.indexOf("'") + 1).replace(/'$/, '');
  if (kind === 'quoted_name')
    return match
      .slice(match.indexOf('"') + 1)
      .replace(/"$/, '')
      .replaceAll('""', '"');
  return match;
}

function matchAt(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}

/** Block comments nest, as in PostgreSQL. */
function endOfBlockComment(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at += 1) {
    if (sql.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (sql.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return sql.length;
}
