/** One definition read for a proof: its tree with parents, and its tokens by place. */
import type { Statement } from '../../syntax/tsql/ast/index.js';
import { parseScript } from '../../syntax/tsql/index.js';
import { lex } from '../../syntax/tsql/lexer.js';
import { lastAtMost, lineStartsOf } from '../../syntax/tsql/positions.js';
import type { Token } from '../../syntax/tsql/token.js';
import { childrenOf, walk, type AnyNode } from '../../syntax/tsql/walk.js';

/** T-SQL text of a view, a function or a query, with the option that says what `"x"` is. */
export interface DefinitionText {
  readonly text: string;
  readonly quotedIdentifier: boolean;
}

/** Of the only batch; null for what the parser does not know in full. */
export function statementsOf({ quotedIdentifier, text }: DefinitionText): readonly Statement[] | null {
  const { batches, diagnostics } = parseScript({ path: 'definition', text }, { quotedIdentifier });
  const [batch, second] = batches;
  if (!batch || second || diagnostics.some(({ severity }) => severity === 'error')) return null;
  let isWhole = true;
  for (const statement of batch.statements)
    walk(statement, ({ kind }) => {
      if (kind === 'unsupported') isWhole = false;
      return isWhole;
    });
  return isWhole ? batch.statements : null;
}

export class DefinitionTree {
  readonly text: string;
  private readonly tokens: readonly Token[];
  private readonly tokenStarts: readonly number[];
  private readonly parents = new Map<AnyNode, AnyNode>();
  private readonly lineStarts: readonly number[];

  private constructor(
    { text }: DefinitionText,
    /** Of its only batch. */
    readonly statements: readonly Statement[],
  ) {
    this.text = text;
    this.tokens = lex(text).tokens;
    this.tokenStarts = this.tokens.map(({ start }) => start);
    this.lineStarts = lineStartsOf(text);
    for (const node of this.nodes()) for (const child of childrenOf(node)) this.parents.set(child, node);
  }

  /** Null for what the parser does not know in full, and for more or less than one batch. */
  static read(definition: DefinitionText): DefinitionTree | null {
    const statements = statementsOf(definition);
    return statements && new DefinitionTree(definition, statements);
  }

  /** All of them, parents first, in the order of the source as far as fields tell. */
  nodes(): AnyNode[] {
    const found: AnyNode[] = [];
    for (const statement of this.statements) walk(statement, (node) => void found.push(node));
    return found;
  }

  parentOf(node: AnyNode): AnyNode | null {
    return this.parents.get(node) ?? null;
  }

  /** The nearest node around that is no parenthesis. */
  holderOf(node: AnyNode): AnyNode | null {
    let at = this.parentOf(node);
    while (at?.kind === 'parenthesised') at = this.parentOf(at);
    return at;
  }

  textOf({ span }: Pick<AnyNode, 'span'>): string {
    return this.text.slice(span.start, span.end);
  }

  /** 1-based. */
  lineOf(offset: number): number {
    return lastAtMost(this.lineStarts, offset) + 1;
  }

  /** Those that begin at or behind `start` and end at or before `end`. */
  tokensBetween(start: number, end: number): Token[] {
    const found: Token[] = [];
    for (let at = this.firstTokenFrom(start); at < this.tokens.length; at += 1) {
      const token = this.tokens[at];
      if (!token || token.end > end || token.kind === 'end') break;
      found.push(token);
    }
    return found;
  }

  /** The last one that ends at or before an offset. */
  tokenBefore(offset: number): Token | null {
    return this.tokens[this.firstTokenFrom(offset) - 1] ?? null;
  }

  private firstTokenFrom(offset: number): number {
    const at = lastAtMost(this.tokenStarts, offset);
    return (this.tokenStarts[at] ?? 0) < offset ? at + 1 : at;
  }
}
