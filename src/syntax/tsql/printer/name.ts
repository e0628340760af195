import type { Identifier, ObjectName, TypeName, Unsupported } from '../ast/node.js';
import type { Hint } from '../ast/query.js';
import { list } from './list.js';
import { print } from './print.js';
import { type PrintRules, words } from './rules.js';

/** Printing rules of names, types and options. */
export const nameRules: PrintRules<Identifier | ObjectName | TypeName | Hint | Unsupported> = {
  identifier: (node) => identifier(node),
  object_name: (node) => dotted(node.parts),
  type_name: (node) => print(node.name) + (node.args.length > 0 ? `(${node.args.join(', ')})` : ''),
  hint: (node) => words(...node.words, node.equals && '=', hintArguments(node), node.tail && print(node.tail)),
  unsupported: (node) => node.text,
};

/** `a.b.c`, with nothing for a part left out. */
export function dotted(parts: readonly (Identifier | null)[]): string {
  return parts.map((part) => (part === null ? '' : identifier(part))).join('.');
}

function identifier({ value, quoting }: Identifier): string {
  switch (quoting) {
    case 'none':
      return value;
    case 'bracket':
      return `[${value.replaceAll(']', ']]')}]`;
    case 'double':
      return `"${value.replaceAll('"', '""')}"`;
  }
}

function hintArguments({ args, parenthesised }: Hint): string {
  return parenthesised ? `(${list(args)})` : list(args);
}
