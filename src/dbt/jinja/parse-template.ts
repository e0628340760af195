/** Template text -> the library's syntax tree, with dbt's own tags rewritten and markers that tell where rendering stands. */
import { JinjaError } from './jinja-error.js';
import { parse, tokenize, type Statement, type Token } from './library.js';
import { segmentsOf, type Segment } from './segments.js';

/** Name of the function that each tag calls first with its line, see `PlaceMarker`. */
export const PLACE_MARKER = '__place';

/** @throws JinjaError `JINJA-SYNTAX` or `JINJA-UNSUPPORTED` with the line */
export function parseTemplate(text: string, path: string): Statement {
  const tokens: Token[] = [];
  const lines: number[] = [];
  for (const segment of segmentsOf(text)) {
    for (const token of segmentTokens(segment, path)) {
      tokens.push(token);
      lines.push(segment.line);
    }
  }
  return parseTokens(tokens, lines);
}

function segmentTokens(segment: Segment, path: string): Token[] {
  if (segment.kind === 'text') return [{ type: 'Text', value: segment.text }];
  const [open, close] = segment.kind === 'expression' ? ['{{ ', ' }}'] : ['{% ', ' %}'];
  const tokens = rewriteTag(tokenizeTag(`${open}${segment.text}${close}`, segment.line), segment);
  return [...placeTokens(path, segment.line), ...tokens];
}

function tokenizeTag(tag: string, line: number): Token[] {
  try {
    return tokenize(tag);
  } catch (thrown) {
    throw new JinjaError('JINJA-SYNTAX', thrown instanceof Error ? thrown.message : String(thrown), line);
  }
}

/** `{{ __place('models/x.sql', 12) }}`, which prints nothing. */
function placeTokens(path: string, line: number): Token[] {
  return [
    { type: 'OpenExpression', value: '{{' },
    { type: 'Identifier', value: PLACE_MARKER },
    { type: 'OpenParen', value: '(' },
    { type: 'StringLiteral', value: path },
    { type: 'Comma', value: ',' },
    { type: 'NumericLiteral', value: String(line) },
    { type: 'CloseParen', value: ')' },
    { type: 'CloseExpression', value: '}}' },
  ];
}

const identifier = (value: string): Token => ({ type: 'Identifier', value });

/** dbt's and Jinja's tags that the library does not know, as tags that it does. A test is a macro called `test_<name>`, as in dbt. */
const REWRITES: Readonly<Record<string, (rest: Token[]) => Token[]>> = {
  do: (rest) => [identifier('set'), identifier('__done'), { type: 'Equals', value: '=' }, ...rest],
  test: testMacro,
  data_test: testMacro,
  endtest: (rest) => [identifier('endmacro'), ...rest],
  enddata_test: (rest) => [identifier('endmacro'), ...rest],
};

function testMacro(rest: Token[]): Token[] {
  const [name, ...parameters] = rest;
  return [identifier('macro'), identifier(`test_${name?.value ?? ''}`), ...parameters];
}

/** Tags that mean something in dbt or Jinja that this runner does not do. */
const UNSUPPORTED_TAGS: ReadonlySet<string> = new Set(
  'materialization snapshot docs include import from extends block autoescape trans generation'.split(' '),
);

function rewriteTag(tokens: Token[], segment: Segment): Token[] {
  if (segment.kind === 'expression') return tokens;
  const [open, keyword, ...rest] = tokens;
  if (UNSUPPORTED_TAGS.has(keyword?.value ?? '') || !open || !keyword)
    throw new JinjaError('JINJA-UNSUPPORTED', `The tag {% ${keyword?.value ?? segment.text.trim()} %} is not supported here.`, segment.line); // prettier-ignore
  const rewrite = Object.hasOwn(REWRITES, keyword.value) ? REWRITES[keyword.value] : undefined;
  return rewrite ? [open, ...rewrite(rest)] : tokens;
}

/** The library's parser tells no place: after an error it parses again and the furthest token that it looked at is the place. */
function parseTokens(tokens: Token[], lines: readonly number[]): Statement {
  try {
    return parse(tokens);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw thrown;
    const line = lines[Math.min(furthestToken(tokens), lines.length - 1)];
    throw new JinjaError('JINJA-SYNTAX', thrown instanceof Error ? thrown.message : String(thrown), line);
  }
}

function furthestToken(tokens: Token[]): number {
  let furthest = 0;
  const watched = new Proxy(tokens, {
    get: (target, key) => {
      const index = typeof key === 'string' ? Number(key) : Number.NaN;
      if (Number.isInteger(index) && index < tokens.length) furthest = Math.max(furthest, index);
      return Reflect.get(target, key) as unknown; // Reflect.get is typed any; it is passed on as it is
    },
  });
  try {
    parse(watched);
  } catch {
    // The same error again; only the place was wanted.
  }
  return furthest;
}
