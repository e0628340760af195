import type { Node } from './ast/node.js';
import type { Script, TokenCoverage } from './ast/script.js';
import type { Statement } from './ast/statement.js';
import { lex } from './lexer.js';
import { print } from './printer/print.js';
import type { Token } from './token.js';
import { isStatement } from './statement-kinds.js';
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
      server += countTokens(script, statement, 'server');
    }
  }
  return { total: significantTokens(script.file.text).length, covered, server };
}

/** Coverage of one statement of a script, the statements inside it included. */
export function statementCoverage(script: Script, statement: Statement): StatementCoverage {
  const source = significantTokens(textOf(script, statement));
  if (statement.kind === 'unsupported') return { total: source.length, covered: 0 };
  if (sameTokens(source, significantTokens(print(statement)))) {
    return { total: source.length, covered: source.length - countTokens(script, statement, 'unsupported') };
  }
  let covered = 0;
  for (const inner of innerStatements(statement)) covered += statementCoverage(script, inner).covered;
  return { total: source.length, covered };
}

/** Tokens the tree does not keep, as they stand or fall without a change of meaning: terminators, and AS. */
const OPTIONAL: ReadonlySet<string> = new Set([';', 'AS']);

/**
 * SQL Server wants no comma before a table constraint and tolerates one before a closing parenthesis: a comma in front
 * of these says nothing.
 */
const COMMA_OPTIONAL_BEFORE: ReadonlySet<string> = new Set([
  ')',
  'CONSTRAINT',
  'PRIMARY',
  'UNIQUE',
  'FOREIGN',
  'CHECK',
]);

/** Normal form of the tokens of a text: names without their quotes, words without case, operators by character. */
function significantTokens(text: string): string[] {
  const { tokens } = lex(text);
  const normal: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (!isOptional(token, tokens[index + 1])) addNormal(normal, token);
  }
  return normal;
}

function isOptional(token: Token, next: Token | undefined): boolean {
  if (token.kind === 'go' || token.kind === 'end' || OPTIONAL.has(token.upper)) return true;
  return token.upper === ',' && COMMA_OPTIONAL_BEFORE.has(next?.upper ?? '');
}

function addNormal(normal: string[], { kind, text }: Token): void {
  if (kind === 'symbol') for (const character of text) normal.push(character);
  else normal.push(NORMAL_FORMS[kind]?.(text) ?? text.toLowerCase());
}

const NORMAL_FORMS: Readonly<Partial<Record<Token['kind'], (text: string) => string>>> = {
  bracket: (text) => text.slice(1, -1).replaceAll(']]', ']').toLowerCase(),
  quoted: (text) => text.slice(1, -1).replaceAll('""', '"').toLowerCase(),
  string: (text) => text,
  national_string: (text) => `N${text.slice(1)}`,
  money: (text) => text.replaceAll(/\s/g, ''),
};

function sameTokens(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((token, index) => token === right[index]);
}

function textOf(script: Script, { span }: Node): string {
  return script.file.text.slice(span.start, span.end);
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

/** Tokens in the nodes of one kind inside, and including, a statement. */
function countTokens(script: Script, statement: Statement, kind: 'unsupported' | 'server'): number {
  let tokens = 0;
  walk(statement, (node) => {
    if (node.kind !== kind) return true;
    tokens += significantTokens(textOf(script, node)).length;
    return false;
  });
  return tokens;
}
