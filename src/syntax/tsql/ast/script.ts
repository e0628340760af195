/** A script: source files, batches and their statements. */
import type { Node, Span } from './node.js';
import type { Statement } from './statement.js';

/**
 * One input text after decoding, with sqlcmd directives applied. Spans are offsets in `text`; `origin` maps an offset
 * back to file, line and column when `:r` or variables changed the text.
 */
export interface SourceFile {
  /** Path relative to the input root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A place for a person: 1-based line and column (UTF-16 units). */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Comment extends Node {
  readonly kind: 'comment';
  readonly text: string;
  readonly block: boolean;
}

export interface Batch extends Node {
  readonly kind: 'batch';
  readonly statements: readonly Statement[];
  /** `GO 5`. */
  readonly repeat: number;
}

/** Something the parser has to say; never thrown. */
export interface SyntaxDiagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
}

/** Tokens of a file counted for the report. `covered + unsupported = total`; `server` is the share of covered in `ServerStatement`s. */
export interface TokenCoverage {
  readonly total: number;
  readonly covered: number;
  readonly server: number;
}

export interface Script {
  readonly file: SourceFile;
  readonly batches: readonly Batch[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly SyntaxDiagnostic[];
}
