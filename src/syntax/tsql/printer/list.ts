import type { Node } from '../ast/node.js';
import { print } from './print.js';

type Printable = Node & { readonly kind: string };

/** Nodes printed and joined, by a comma unless told otherwise. */
export function list(nodes: readonly Printable[], separator = ', '): string {
  return nodes.map((node) => print(node)).join(separator);
}

/** `(a, b)`, or nothing for no nodes: for lists that are optional as a whole. */
export function parenthesised(nodes: readonly Printable[]): string {
  return nodes.length === 0 ? '' : `(${list(nodes)})`;
}

/** A node that may be absent, after the words that introduce it. */
export function after(introduction: string, node: Printable | null): string {
  return node === null ? '' : `${introduction} ${print(node)}`;
}
