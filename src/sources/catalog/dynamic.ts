/** `EXEC('CREATE VIEW ...')` and `sp_executesql N'...'` with a constant text: scripts made by tools guard objects this way. */
import type { ExecuteStatement, Expression, Statement } from '../../syntax/tsql/ast/index.js';
import { parseScript, tokenCoverage } from '../../syntax/tsql/index.js';
import { constantOf } from '../rows/constant.js';
import type { CatalogDraft, StatementContext } from './draft.js';
import { resolveName } from './naming.js';
import { constantContext } from './tables.js';

/** Statements of the constant text, each with a context whose places are the call's. */
export function dynamicStatements(
  draft: CatalogDraft,
  outer: StatementContext,
  node: ExecuteStatement,
): readonly { readonly statement: Statement; readonly context: StatementContext }[] {
  const source = textArgument(node);
  const constant = source && constantOf(source, constantContext(draft));
  if (!constant || constant === 'default' || constant.kind !== 'string') return [];
  const script = parseScript({ path: '', text: constant.text });
  const coverage = tokenCoverage(script);
  const context: StatementContext = {
    text: constant.text,
    place: () => outer.place(node.span.start),
    comment: outer.comment,
    tokens: { total: coverage.total, covered: coverage.covered },
  };
  return script.batches.flatMap((batch) => batch.statements).map((statement) => ({ statement, context }));
}

function textArgument(node: ExecuteStatement): Expression | null {
  if (node.target.type === 'text') return node.target.expression;
  if (node.target.name.kind !== 'object_name') return null;
  const isExecuteSql = resolveName(node.target.name).name.toLowerCase() === 'sp_executesql';
  return isExecuteSql ? (node.args[0]?.value ?? null) : null;
}
