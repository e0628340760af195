import type { Batch, Script, SourceFile, SyntaxDiagnostic } from '../ast/script.js';
import { lex } from '../lexer.js';
import type { Token } from '../token.js';
import { parseStatements } from './statements/statement.js';
import { TokenStream } from './token-stream.js';

/** What the text cannot say about itself. */
export interface ParseOptions {
  /** Whether `"x"` is a name at the start; SET QUOTED_IDENTIFIER in the text changes it. True when left out, as in SSMS. */
  readonly quotedIdentifier?: boolean;
}

/**
 * The statements of one expanded text, batch by batch. Never throws: what the grammar does not know becomes an
 * `Unsupported` statement and a diagnostic, and parsing goes on at the next statement.
 */
export function parseScript(file: SourceFile, options: ParseOptions = {}): Script {
  const { tokens, comments, faults } = lex(file.text);
  const diagnostics: SyntaxDiagnostic[] = faults.map(({ code, message, start, end }) => ({
    code,
    severity: 'error',
    message,
    span: { start, end },
  }));
  const batches: Batch[] = [];
  let quotedIdentifier = options.quotedIdentifier ?? true;
  let from = 0;
  while (from < tokens.length) {
    const to = batchEnd(tokens, from);
    const ts = new TokenStream(file.text, tokens, from, to, quotedIdentifier);
    const batch = parseBatch(ts, tokens, from, to);
    if (batch !== null) batches.push(batch);
    for (const diagnostic of ts.diagnostics) diagnostics.push(diagnostic);
    quotedIdentifier = ts.quotedIdentifier;
    from = to + 1;
  }
  return { file, batches, comments, diagnostics };
}

/** Index of the GO that ends the batch at `from`, or of the end of the text. */
function batchEnd(tokens: readonly Token[], from: number): number {
  let to = from;
  while (to < tokens.length && tokens[to]?.kind !== 'go' && tokens[to]?.kind !== 'end') to += 1;
  return to;
}

/** Null for a batch without tokens: GO after GO. */
function parseBatch(ts: TokenStream, tokens: readonly Token[], from: number, to: number): Batch | null {
  const mark = ts.mark();
  const statements = parseStatements(ts);
  if (to === from) return null;
  const separator = tokens[to];
  const repeat = separator?.kind === 'go' ? Number(separator.text) : 1;
  return { kind: 'batch', statements, repeat, span: ts.span(mark) };
}
