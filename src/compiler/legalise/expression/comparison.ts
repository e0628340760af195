/** Comparisons, IN, ALL/ANY and LIKE: texts by their keys, everything else as it is. */
import type { Collation, CompareIr, InListIr, InQueryIr, LikeIr, QuantifiedIr, Scalar } from '../../ir/scalar.js';
import { binary, call, not, text } from '../../sql/build.js';
import type { Sql, SqlQuery } from '../../sql/tree.js';
import { equalityKey, hasNoCase, orderKey } from './collation-key.js';
import { isNational } from '../../types/families.js';
import type { Legaliser } from './legaliser.js';
import { besideReal } from './real.js';
import {
  type LikePart,
  type LikePattern,
  likeText,
  parseLikePattern,
  regexText,
  withCaseRanges,
} from './like-pattern.js';

const SPELLED: Readonly<Partial<Record<CompareIr['operator'], string>>> = {
  is_distinct: 'is distinct from',
  is_not_distinct: 'is not distinct from',
};
const EQUALITY = new Set<CompareIr['operator']>(['=', '<>', 'is_distinct', 'is_not_distinct']);

export function legaliseCompare(node: CompareIr, legaliser: Legaliser): Sql {
  const [left, right] = sides(node, legaliser);
  if (node.left.type.base === 'uniqueidentifier' && !EQUALITY.has(node.operator))
    legaliser.context.report('TSQL-GUID-ORDER', node.span);
  return binary(left, SPELLED[node.operator] ?? node.operator, right);
}

function sides({ left, right, operator, collation }: CompareIr, legaliser: Legaliser): readonly [Sql, Sql] {
  if (collation === null) return [besideReal(left, [right], legaliser), besideReal(right, [left], legaliser)];
  if (!EQUALITY.has(operator)) return [orderKey(left, collation, legaliser), orderKey(right, collation, legaliser)];
  const folds = !hasNoCase(left) && !hasNoCase(right);
  return [equalityKey(left, collation, legaliser, folds), equalityKey(right, collation, legaliser, folds)];
}

export function legaliseInList(node: InListIr, legaliser: Legaliser): Sql {
  const { collation, negated } = node;
  if (collation === null)
    return {
      sql: 'in',
      operand: besideReal(node.operand, node.items, legaliser),
      negated,
      items: node.items.map((item) => besideReal(item, [node.operand], legaliser)),
    };
  const folds = !node.items.every(hasNoCase);
  const key = (scalar: Scalar): Sql => equalityKey(scalar, collation, legaliser, folds);
  return { sql: 'in', operand: key(node.operand), negated, items: node.items.map(key) };
}

export function legaliseInQuery(node: InQueryIr, legaliser: Legaliser): Sql {
  return {
    sql: 'in_query',
    operand: legaliser.key(node.operand, node.collation),
    negated: node.negated,
    query: keyedQuery(node, legaliser),
  };
}

export function legaliseQuantified(node: QuantifiedIr, legaliser: Legaliser): Sql {
  const ordered = node.operator !== '=' && node.operator !== '<>';
  const operand = ordered ? legaliser.orderKey(node.left, node.collation) : legaliser.key(node.left, node.collation);
  return {
    sql: 'quantified',
    operand,
    operator: node.operator,
    quantifier: node.quantifier,
    query: keyedQuery(node, legaliser),
  };
}

/** The subquery's column as its key: around the query as a derived table, so that its own DISTINCT and ORDER BY stay as they are. */
function keyedQuery(
  { query, collation }: { readonly query: InQueryIr['query']; readonly collation: Collation | null },
  legaliser: Legaliser,
): SqlQuery {
  const inner = legaliser.context.query(query);
  const [column] = query.columns;
  if (collation === null || column === undefined) return inner;
  const alias = 'candidates';
  const name = column.name ?? 'value';
  const reference: Scalar = { op: 'column', relation: alias, name, type: column.type, span: query.span };
  const { body } = inner;
  if (
    body.sql === 'select' &&
    query.body.op === 'select' &&
    !body.distinct &&
    body.groupBy === null &&
    query.body.items[0] !== undefined
  ) {
    return {
      ...inner,
      body: { ...body, items: [{ expression: legaliser.key(query.body.items[0].expression, collation), alias: null }] },
    };
  }
  return {
    ctes: [],
    body: {
      sql: 'select', distinct: false, items: [{ expression: legaliser.key(reference, collation), alias: null }],
      from: { sql: 'derived', query: inner, alias, columns: [legaliser.context.columnName(name)] }, where: null, groupBy: null, having: null,
    },
    orderBy: [], limit: null, offset: null,
  }; // prettier-ignore
}

/** A constant pattern becomes LIKE, or a regular expression when it has a `[...]`; one that is computed is taken as LIKE and reported. */
export function legaliseLike(node: LikeIr, legaliser: Legaliser): Sql {
  const escape = node.escape === null ? null : node.escape.op === 'literal' ? node.escape.value : undefined;
  const pattern =
    node.pattern.op === 'literal' && node.pattern.value !== null && escape !== undefined
      ? parseLikePattern(node.pattern.value, escape)
      : null;
  const operand = withoutBlanks(node, pattern, legaliser);
  if (pattern === null) return computedPattern(node, operand, legaliser);
  const ignoresBlanks = operandEndsFree(node, pattern);
  const likePattern = ignoresBlanks ? null : likeText(pattern, legaliser.target);
  const matches =
    likePattern === null
      ? matchesRegex(node, operand, ignoresBlanks ? [...pattern, ANY_BLANKS] : pattern, legaliser)
      : like(node.collation, operand, likePattern);
  return node.negated ? not(matches) : matches;
}

const ANY_BLANKS: LikePart = { type: 'class', negated: false, members: ' ', ranged: false, repeats: true };

/** Whether more blanks may follow what the end of the pattern took, as they may behind any char or varchar. */
function operandEndsFree({ operand, pattern: written }: LikeIr, pattern: LikePattern): boolean {
  const last = pattern.at(-1);
  const isPlain = !isNational(operand.type) && !isNational(written.type);
  return isPlain && last !== undefined && last.type !== 'any_text' && takesBlank(last);
}

/**
 * Trailing blanks of a varchar or char do not keep it from matching; those of national types do. A pattern whose end
 * can match a blank sees the text as it is.
 */
function withoutBlanks({ operand, pattern: written }: LikeIr, pattern: LikePattern | null, legaliser: Legaliser): Sql {
  const value = legaliser.scalar(operand);
  const last = pattern?.at(-1);
  const counts = isNational(operand.type) || isNational(written.type) || endsInText(operand);
  if (counts || pattern === null || (last !== undefined && takesBlank(last))) return value;
  return call('rtrim', value, text(' '));
}

/** A constant without blanks behind it. */
const endsInText = (operand: Scalar): boolean =>
  operand.op === 'literal' && operand.value !== null && !operand.value.endsWith(' ');

function takesBlank(part: LikePart): boolean {
  if (part.type === 'literal') return part.text === ' ';
  return part.type !== 'class' || part.negated || part.members.includes(' ');
}

function like(
  collation: Collation,
  operand: Sql,
  { pattern, escape }: { readonly pattern: string; readonly escape: string | null },
): Sql {
  const right =
    escape === null ? text(pattern) : ({ sql: 'suffix', operand: text(pattern), text: `escape '${escape}'` } as const);
  return binary(operand, ignoresCase(collation, pattern) ? 'ilike' : 'like', right);
}

const ignoresCase = (collation: Collation, pattern: string): boolean =>
  !collation.caseSensitive && !collation.binary && pattern.toLowerCase() !== pattern.toUpperCase();

function matchesRegex(node: LikeIr, operand: Sql, written: LikePattern, legaliser: Legaliser): Sql {
  const pattern = node.collation.caseSensitive && !node.collation.binary ? withCaseRanges(written) : written;
  const insensitive = !node.collation.caseSensitive && !node.collation.binary;
  if (written.some((part) => part.type === 'class' && part.ranged))
    legaliser.context.report('TSQL-LIKE-RANGE', node.span);
  if (legaliser.target === 'postgres')
    return binary(operand, insensitive ? '~*' : '~', text(`^${regexText(pattern)}$`));
  return call('regexp_full_match', operand, text(regexText(pattern)), text(insensitive ? 'is' : 's'));
}

function computedPattern(node: LikeIr, operand: Sql, legaliser: Legaliser): Sql {
  legaliser.context.report('TSQL-LIKE-COMPUTED', node.span);
  const pattern = legaliser.scalar(node.pattern);
  const escape =
    node.escape?.op === 'literal' && node.escape.value !== null
      ? node.escape.value
      : legaliser.target === 'postgres'
        ? ''
        : null;
  const right: Sql =
    escape === null ? pattern : { sql: 'suffix', operand: pattern, text: `escape '${escape.replaceAll("'", "''")}'` };
  const matches = binary(operand, node.collation.caseSensitive || node.collation.binary ? 'like' : 'ilike', right);
  return node.negated ? not(matches) : matches;
}
