/** Trees of joins: who keeps rows that match nothing. */
import type { Join, TableSource } from '../../syntax/tsql/ast/index.js';
import type { AnyNode } from '../../syntax/tsql/walk.js';
import type { DefinitionTree } from './definition-tree.js';

export type Side = 'left' | 'right';

export const otherSide = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** Whether rows of a side that match nothing stay, beside NULLs. */
export const keepsUnmatched = (type: Join['type'], side: Side): boolean => type === side || type === 'full';

const JOINING = new Set(['join', 'apply', 'parenthesised_table', 'odbc_join']);

/** One join above a part of FROM, and the side of it that the part stands on. */
export interface Above {
  readonly node: Extract<TableSource, { kind: 'join' | 'apply' }>;
  readonly side: Side;
}

/** Joins above a part of FROM, the nearest first, up to and without `end`. */
export function joinsAbove(part: AnyNode, tree: DefinitionTree, end: AnyNode | null = null): Above[] {
  const found: Above[] = [];
  let child = part;
  for (let at = tree.parentOf(part); at && at !== end && JOINING.has(at.kind); child = at, at = tree.parentOf(at)) {
    if (at.kind !== 'join' && at.kind !== 'apply') continue;
    const node = at as Above['node']; // nodes of these two kinds
    found.push({ node, side: node.left === child ? 'left' : 'right' });
  }
  return found;
}

/** Whether a join makes what stands on a side NULL for rows of the other side that match nothing. */
export function extendsSide({ node, side }: Above): boolean {
  if (node.kind === 'apply') return side === 'right' && node.type === 'outer';
  return keepsUnmatched(node.type, otherSide(side));
}

/** The named parts below a part of FROM, from left to right. */
export function leavesOf(source: TableSource): TableSource[] {
  switch (source.kind) {
    case 'join':
    case 'apply':
      return [...leavesOf(source.left), ...leavesOf(source.right)];
    case 'parenthesised_table':
    case 'odbc_join':
      return leavesOf(source.table);
    default:
      return [source];
  }
}
