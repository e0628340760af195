import type { Node } from './ast/node.js';
import type { Script, TokenCoverage } from './ast/script.js';
import type { Statement } from './ast/statement.js';
import { lex } from './lexer.js';
import { print } from './printer/print.js';
import { isStatement } from './statement-kinds.js';
import type { Token } from './token.js';
import { isSignificant, sameTokens } from './token-equality.js';
import { walk } from './walk.js';

/** Tokens of one statement: all of them, and those in typed nodes that print back. */
export interface StatementCoverage {
  readonly total: number;
  readonly covered: number;
}

/**
 * How much of a script the tree represents. A statement counts as covered when printing its tree gives its tokens again;
 * one that prints differently is not covered, but for the statements inside it that do print back. Tokens of
 * `Unsupported` nodes never count.
 */
export function tokenCoverage(script: Script): TokenCoverage {
  let covered = 0;
  let server = 0;
  for (const batch of script.batches) {
    for (const statement of batch.statements) {
      covered += statementCoverage(script, statement).covered;
      server += tokensWithin(script, statement, 'server');
    }
  }
  return { total: significantTokens(tokensOf(script)), covered, server };
}

/** Coverage of statements asked for before: the reader asks for each, and then for the whole script. */
const knownCoverage = new WeakMap<Statement, StatementCoverage>();

/** Coverage of one statement of a script, the statements inside it included. */
export function statementCoverage(script: Script, statement: Statement): StatementCoverage {
  const known = knownCoverage.get(statement);
  if (known !== undefined) return known;
  const coverage = countCoverage(script, statement);
  knownCoverage.set(statement, coverage);
  return coverage;
}

function countCoverage(script: Script, statement: Statement): StatementCoverage {
  const source = sourceTokens(script, statement);
  const total = significantTokens(source);
  if (statement.kind === 'unsupported') return { total, covered: 0 };
  if (sameTokens(source, lex(print(statement)).tokens)) {
    return { total, covered: total - tokensWithin(script, statement, 'unsupported') };
  }
  let covered = 0;
  for (const inner of innerStatements(statement)) covered += statementCoverage(script, inner).covered;
  return { total, covered };
}

/** Tokens of the scripts at hand; a script's text never changes. */
const tokensByScript = new WeakMap<Script, readonly Token[]>();

function tokensOf(script: Script): readonly Token[] {
  const known = tokensByScript.get(script);
  if (known !== undefined) return known;
  const { tokens } = lex(script.file.text);
  tokensByScript.set(script, tokens);
  return tokens;
}

function sourceTokens(script: Script, { span }: Node): readonly Token[] {
  const tokens = tokensOf(script);
  return tokens.slice(firstFrom(tokens, span.start), firstFrom(tokens, span.end));
}

/** Index of the first token that starts at or behind an offset, by bisection. */
function firstFrom(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function significantTokens(tokens: readonly Token[]): number {
  return tokens.reduce((count, token, index) => (isSignificant(token, tokens[index + 1]) ? count + 1 : count), 0);
}

/** The nearest statements inside a statement. */
function innerStatements(statement: Statement): Statement[] {
  const inner: Statement[] = [];
  walk(statement, (node) => {
    if (node === statement || !isStatement(node)) return true;
    inner.push(node);
    return false;
  });
  return inner;
}

/** Statements that may hold others: only these need a walk, and a dump of rows has none of them. */
const CONTAINERS: ReadonlySet<Statement['kind']> = new Set([
  'block',
  'create_routine',
  'create_schema',
  'create_trigger',
  'if',
  'try_catch',
  'waitfor',
  'while',
]);

/** Tokens in the statements of one kind inside, and including, a statement. */
function tokensWithin(script: Script, statement: Statement, kind: 'unsupported' | 'server'): number {
  if (statement.kind === kind) return significantTokens(sourceTokens(script, statement));
  if (!CONTAINERS.has(statement.kind)) return 0;
  let tokens = 0;
  for (const inner of innerStatements(statement)) tokens += tokensWithin(script, inner, kind);
  return tokens;
}
