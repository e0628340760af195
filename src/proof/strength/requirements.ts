/** The requirements of a definition: every predicate seen both ways and unknown, every outer join matched and unmatched, groups of several rows. */
import type { Catalog } from '../../catalog/catalog.js';
import type { Apply, CaseExpression, Expression, Join, Select } from '../../syntax/tsql/ast/index.js';
import { walk, type AnyNode } from '../../syntax/tsql/walk.js';
import { holdsAggregate } from '../reading/aggregates.js';
import { alwaysMatches } from '../reading/always-matches.js';
import { DefinitionTree, type DefinitionText } from '../reading/definition-tree.js';
import { fixesRow } from '../reading/determined.js';
import { keepsUnmatched, type Side } from '../reading/joins.js';
import { plainKeys } from '../reading/keys.js';
import { Reading } from '../reading/reading.js';
import type { NonNull } from '../reading/source.js';
import { boundElsewhere } from './bound-elsewhere.js';
import type { Outcome, Requirement } from './requirement.js';

type Predicate = Extract<Expression, { kind: 'comparison' | 'between' | 'in_list' | 'in_query' | 'like' | 'is_null' | 'is_distinct' | 'exists' | 'quantified' }>; // prettier-ignore

const PREDICATES: readonly string[] = ['comparison', 'between', 'in_list', 'in_query', 'like', 'is_null', 'is_distinct', 'exists', 'quantified']; // prettier-ignore

/** @param catalog null: every value can be NULL. None for what the parser does not know in full. */
export function requirementsOf(definition: DefinitionText, catalog: Catalog | null): Requirement[] {
  const tree = DefinitionTree.read(definition);
  if (!tree) return [];
  const reading = Reading.of(tree, catalog);
  const skipped = boundElsewhere(tree);
  const found: Requirement[] = [];
  for (const statement of tree.statements)
    walk(statement, (node) => {
      if (skipped.has(node)) return false;
      found.push(...requirementsOfNode(node, reading));
      return true;
    });
  return found.toSorted((a, b) => startOf(a) - startOf(b));
}

const startOf = ({ place }: Requirement): number => Number(place.split(':')[0]);

function requirementsOfNode(node: AnyNode, reading: Reading): Requirement[] {
  if (PREDICATES.includes(node.kind)) return ofPredicate(node as Predicate, reading); // one of those kinds
  if (node.kind === 'case') return ofSimpleCase(node as CaseExpression, reading); // a node of kind `case` is one
  if (node.kind === 'join') return ofJoin(node as Join, reading); // as above
  if (node.kind === 'apply') return ofApply(node as Apply, reading); // as above
  return node.kind === 'select' ? ofGroups(node as Select, reading) : []; // as above
}

function requirement(node: AnyNode, outcome: Outcome, what: string, reading: Reading, by: NonNull = null): Requirement {
  const { start, end } = node.span;
  const justifiedBy = by && by.length > 0 ? by.join(', ') : null;
  return { place: `${start}:${end}`, outcome, line: reading.tree.lineOf(start), what, justifiedBy };
}

function ofPredicate(node: Predicate, reading: Reading): Requirement[] {
  if (isConstant(node)) return [];
  const text = shortText(node, reading);
  const of = (outcome: Outcome, by: NonNull = null) => requirement(node, outcome, `${text} was never ${outcome}`, reading, by); // prettier-ignore
  if (node.kind === 'is_null') {
    const sure = reading.nonNull(node.operand);
    const [whenNull, whenNot]: [Outcome, Outcome] = node.negated ? ['false', 'true'] : ['true', 'false'];
    // Without a constraint to name it is the query's own words that rule the NULL out.
    return sure?.length === 0 ? [of(whenNot)] : [of(whenNull, sure), of(whenNot)];
  }
  const both = [of('true'), of('false')];
  return canBeUnknown(node, reading) ? [...both, of('unknown')] : both;
}

const canBeNull = (expression: Expression, reading: Reading): boolean => reading.nonNull(expression) === null;

function canBeUnknown(node: Predicate, reading: Reading): boolean {
  const oneOf = (...parts: readonly Expression[]): boolean => parts.some((part) => canBeNull(part, reading));
  switch (node.kind) {
    case 'comparison':
      return oneOf(node.left, node.right);
    case 'between':
      return oneOf(node.operand, node.low, node.high);
    case 'in_list':
      return oneOf(node.operand, ...node.items);
    case 'like':
      return oneOf(node.operand, node.pattern, ...(node.escape ? [node.escape] : []));
    case 'in_query':
      return oneOf(node.operand) || reading.columnsOf(node.query)?.[0]?.nonNull == null;
    case 'quantified':
      return oneOf(node.left) || reading.columnsOf(node.query)?.[0]?.nonNull == null;
    default:
      return false;
  }
}

/** `1 = 1`: says the same for every row. */
function isConstant(node: AnyNode): boolean {
  let isSame = true;
  walk(node, ({ kind }) => {
    if (['column', 'variable', 'query', 'call', 'star', 'method', 'next_value'].includes(kind)) isSame = false;
    return isSame;
  });
  return isSame;
}

/** `CASE x WHEN 1`: an equality without a sign. */
function ofSimpleCase({ operand, branches }: CaseExpression, reading: Reading): Requirement[] {
  if (!operand || isConstant(operand)) return [];
  return branches.flatMap(({ when }) => {
    const text = `${shortText(operand, reading)} = ${shortText(when, reading)}`;
    const outcomes: Outcome[] = ['true', 'false'];
    if (canBeNull(operand, reading) || canBeNull(when, reading)) outcomes.push('unknown');
    return outcomes.map((outcome) => requirement(when, outcome, `${text} was never ${outcome}`, reading));
  });
}

function ofJoin(join: Join, reading: Reading): Requirement[] {
  const sides = (['left', 'right'] as const).filter((side) => keepsUnmatched(join.type, side));
  if (sides.length === 0) return [];
  return [
    requirement(join, 'matched', `no row of the ${join.type} join found a partner`, reading),
    ...sides.map((side) => unmatched(join, side, reading)),
  ];
}

function unmatched(join: Join, side: Side, reading: Reading): Requirement {
  const what = `every row on the ${side} of the ${join.type} join found a partner`;
  return requirement(join, `${side}_unmatched`, what, reading, alwaysMatches(join, side, reading));
}

function ofApply(apply: Apply, reading: Reading): Requirement[] {
  if (apply.type !== 'outer') return [];
  return [
    requirement(apply, 'matched', 'OUTER APPLY never found a row', reading),
    requirement(apply, 'left_unmatched', 'OUTER APPLY always found a row', reading),
  ];
}

function ofGroups(select: Select, reading: Reading): Requirement[] {
  const { groupBy, having, items } = select;
  if (!groupBy && !having && !items.some(({ expression }) => holdsAggregate(expression))) return [];
  const keys = groupBy ? plainKeys(groupBy) : [];
  const single = keys && fixesRow(select, keys, reading);
  return [requirement(groupBy ?? select, 'several_rows', 'no group had more than one row', reading, single)];
}

function shortText(node: AnyNode, reading: Reading): string {
  const text = reading.tree.textOf(node).replace(/\s+/g, ' ');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
