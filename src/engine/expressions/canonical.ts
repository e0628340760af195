/** When two expressions mean the same: GROUP BY t.a and SELECT a. */
import type { ColumnReference, Expression, FunctionCall } from '../../syntax/tsql/ast/index.js';
import { resolveColumn, type Scope } from './scope.js';
import { valueArguments } from './value-arguments.js';

/** A text that is equal for expressions of the same form over the same columns. */
export function canonical(expression: Expression, scope: Scope): string {
  return JSON.stringify(formOf(expression, scope));
}

function formOf(node: unknown, scope: Scope): unknown {
  if (Array.isArray(node)) return node.map((item) => formOf(item, scope));
  if (typeof node !== 'object' || node === null) return node;
  const kind = 'kind' in node ? node.kind : null;
  if (kind === 'parenthesised' && 'operand' in node) return formOf(node.operand, scope);
  if (kind === 'identifier' && 'value' in node) return String(node.value).toLowerCase();
  if (kind === 'column') return referenceForm(node as ColumnReference, scope); // a node of kind `column` is one
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => name !== 'span' && name !== 'text' && name !== 'parenthesised')
      .map(([name, value]) => [name, formOf(value, scope)]),
  );
}

/** Of the column of the row at hand, by its position. */
export const columnForm = (index: number): string => JSON.stringify(['column', 0, index]);

function referenceForm({ name, qualifier }: ColumnReference, scope: Scope): unknown {
  const found = resolveColumn(scope, name.value, qualifier);
  if (found) return ['column', found.depth, found.index];
  return ['name', ...qualifier.map((part) => part?.value.toLowerCase() ?? ''), name.value.toLowerCase()];
}

/** Positions of the columns of the row at hand that it reads; null when it holds a query, whose columns are its own. */
export function columnsRead(node: unknown, scope: Scope, into: Set<number> = new Set()): Set<number> | null {
  if (typeof node !== 'object' || node === null) return into;
  if (Array.isArray(node)) return node.every((item) => columnsRead(item, scope, into)) ? into : null;
  const kind = 'kind' in node ? node.kind : null;
  if (kind === 'query') return null;
  if (kind === 'column') {
    const { name, qualifier } = node as ColumnReference; // a node of kind `column` is one
    const found = resolveColumn(scope, name.value, qualifier);
    if (found?.depth === 0) into.add(found.index);
    return into;
  }
  // A datepart is no column, though one may have its name.
  const parts = kind === 'call' ? { ...node, args: valueArguments(node as FunctionCall) } : node; // the kind tells the type
  for (const [name, value] of Object.entries(parts))
    if (name !== 'span' && columnsRead(value, scope, into) === null) return null;
  return into;
}
