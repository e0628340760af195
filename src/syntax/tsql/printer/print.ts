import type { AnyNode } from '../walk.js';
import { definitionRules } from './definition.js';
import { dmlRules } from './dml.js';
import { expressionRules, expressionSpineRules } from './expression.js';
import { nameRules } from './name.js';
import { proceduralRules } from './procedural.js';
import { queryRules, querySpineRules } from './query.js';
import { sessionRules } from './session.js';
import type { SpineRule } from './rules.js';
import { tableRules } from './table.js';
import { tableSourceRules, tableSourceSpineRules } from './table-source.js';

/**
 * T-SQL text of a node, on one line. Printing what was parsed gives the source's tokens again, but for white space,
 * comments and optional words: that is how nothing dropped stays unseen. Nodes that nest to the left by the thousand
 * (`a + b + c`, `a AND b`, UNION, JOIN) are printed in a loop.
 */
export function print(node: AnyNode): string {
  const spine: { readonly node: AnyNode; readonly rule: SpineRule<AnyNode> }[] = [];
  let leftmost = node;
  for (let rule = spineRules().get(leftmost.kind); rule !== undefined; rule = spineRules().get(leftmost.kind)) {
    spine.push({ node: leftmost, rule });
    leftmost = rule.left(leftmost);
  }
  let text = printRule(leftmost);
  for (let entry = spine.pop(); entry !== undefined; entry = spine.pop()) text = entry.rule.print(entry.node, text);
  return text;
}

type Rule = (node: AnyNode) => string;

let allRules: ReadonlyMap<string, Rule> | null = null;
let allSpineRules: ReadonlyMap<string, SpineRule<AnyNode>> | null = null;

function printRule(node: AnyNode): string {
  allRules ??= byKind<Rule>([
    nameRules,
    expressionRules,
    queryRules,
    tableSourceRules,
    definitionRules,
    tableRules,
    dmlRules,
    proceduralRules,
    sessionRules,
  ]);
  const rule = allRules.get(node.kind);
  if (rule === undefined) throw new TypeError(`No printing rule for a node of kind ${node.kind}`);
  return rule(node);
}

/** Built at first use, as the tables and this file import each other. */
function spineRules(): ReadonlyMap<string, SpineRule<AnyNode>> {
  allSpineRules ??= byKind<SpineRule<AnyNode>>([expressionSpineRules, querySpineRules, tableSourceSpineRules]);
  return allSpineRules;
}

/** One map of all tables. The cast: a table's rule takes the nodes of its own kind only, and the kind is the key. */
function byKind<R>(tables: readonly object[]): ReadonlyMap<string, R> {
  return new Map(tables.flatMap((table) => Object.entries(table) as [string, R][]));
}
