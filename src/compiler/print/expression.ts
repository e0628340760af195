/** Prints expressions: one rule per kind, parentheses only where the operators' precedence asks for them. */
import type { Sql, SqlSortKey, SqlWindow } from '../sql/tree.js';
import { type Doc, group, indent, join, line, tightLine } from './document.js';
import { identifierText, outsideJinja } from './identifier.js';
import { binaryLevel, LEVEL, leftMayRepeat, levelOf } from './precedence.js';
import { subqueryDoc } from './query.js';

/** The document of an expression, with the place in the source it came from. */
export function expressionDoc(sql: Sql): Doc {
  const doc = rule(sql);
  return sql.sql !== 'star' && sql.span ? [{ doc: 'origin', offset: sql.span.start }, doc] : doc;
}

/** The expression as an operand: in parentheses when it binds less tightly than `level`. */
function operand(sql: Sql, level: number): Doc {
  const doc = expressionDoc(sql);
  return levelOf(sql) < level ? enclosed(doc) : doc;
}

const enclosed = (doc: Doc): Doc => group('(', indent(tightLine, doc), tightLine, ')');

function rule(sql: Sql): Doc {
  switch (sql.sql) {
    case 'literal': return outsideJinja(sql.text);
    case 'verbatim': return sql.text;
    case 'identifier': return outsideJinja(sql.parts.map(identifierText).join('.'));
    case 'star': return '*';
    case 'call': return callDoc(sql);
    case 'binary': return binaryDoc(sql);
    case 'chain': return chainDoc(sql);
    case 'unary': return sql.operator === 'not' ? ['not ', operand(sql.operand, LEVEL.not)] : [sql.operator, operand(sql.operand, LEVEL.atom)];
    case 'is': return [operand(sql.operand, LEVEL.other), ` is ${sql.test}`];
    case 'in': return [operand(sql.operand, LEVEL.other), sql.negated ? ' not in ' : ' in ', listDoc(sql.items.map(expressionDoc))];
    case 'in_query': return [operand(sql.operand, LEVEL.other), sql.negated ? ' not in ' : ' in ', subqueryDoc(sql.query)];
    case 'quantified': return [operand(sql.operand, LEVEL.other), ` ${sql.operator} ${sql.quantifier} `, subqueryDoc(sql.query)];
    case 'cast': return group(sql.isTry ? 'try_cast(' : 'cast(', indent(tightLine, expressionDoc(sql.operand), ` as ${sql.type}`), tightLine, ')');
    case 'case': return caseDoc(sql);
    case 'subquery': return subqueryDoc(sql.query);
    case 'exists': return [sql.negated ? 'not exists ' : 'exists ', subqueryDoc(sql.query)];
    case 'suffix': return [operand(sql.operand, LEVEL.atom), sql.text.startsWith('::') || sql.text.startsWith('[') ? sql.text : ` ${sql.text.trimStart()}`];
    case 'tuple': return listDoc(sql.items.map(expressionDoc));
  }
} // prettier-ignore

const listDoc = (items: readonly Doc[]): Doc => group('(', indent(tightLine, join(items, ',', line)), tightLine, ')');

/** A left operand of the same level stays bare where the operator repeats to the left; long chains are walked, not entered. */
function binaryDoc(sql: Extract<Sql, { sql: 'binary' }>): Doc {
  const tail: Doc[] = [];
  let current: Extract<Sql, { sql: 'binary' }> = sql;
  for (;;) {
    const level = binaryLevel(current.operator);
    tail.push([line, `${current.operator} `, operand(current.right, level + 1)]);
    const left: Sql = current.left;
    if (left.sql !== 'binary' || binaryLevel(left.operator) !== level || !leftMayRepeat(current.operator, left)) {
      return group(operand(left, level + 1), indent(tail.toReversed()));
    }
    current = left;
  }
}

function chainDoc(sql: Extract<Sql, { sql: 'chain' }>): Doc {
  const [first, ...rest] = chainOperands(sql);
  return first === undefined ? '' : group(first, indent(rest.map((each) => [line, each])));
}

/** The operands of a chain, each but the first led by its operator: clauses put one on a line. */
export function chainOperands(sql: Extract<Sql, { sql: 'chain' }>): readonly Doc[] {
  const [only, ...others] = sql.operands;
  if (only === undefined) return [];
  if (others.length === 0) return [expressionDoc(only)];
  return sql.operands.map((each, index) => [index === 0 ? '' : `${sql.operator} `, operand(each, levelOf(sql) + 1)]);
}

function caseDoc(sql: Extract<Sql, { sql: 'case' }>): Doc {
  const branches = sql.branches.map(({ when, then }): Doc => [
    line,
    group('when ', expressionDoc(when), indent(line, 'then ', expressionDoc(then))),
  ]);
  const otherwise: Doc = sql.otherwise === null ? '' : [line, 'else ', expressionDoc(sql.otherwise)];
  return group(
    'case',
    sql.operand === undefined ? '' : [' ', expressionDoc(sql.operand)],
    indent(branches, otherwise),
    line,
    'end',
  );
}

function callDoc(sql: Extract<Sql, { sql: 'call' }>): Doc {
  const order = sql.orderBy?.length ? [line, orderDoc(sql.orderBy)] : '';
  const args = join(sql.args.map(expressionDoc), ',', line);
  const empty = sql.args.length === 0 && order === '';
  const call: Doc = empty
    ? `${sql.name}()`
    : group(`${sql.name}(`, indent(tightLine, sql.distinct ? 'distinct ' : '', args, order), tightLine, ')');
  return [
    call,
    sql.withinGroup ? [' within group (', orderDoc(sql.withinGroup), ')'] : '',
    sql.filter ? [' filter (where ', expressionDoc(sql.filter), ')'] : '',
    sql.over ? [' over ', windowDoc(sql.over)] : '',
  ];
}

function windowDoc(window: SqlWindow): Doc {
  const parts: Doc[] = [];
  if (window.partitionBy.length > 0)
    parts.push(['partition by ', join(window.partitionBy.map(expressionDoc), ',', line)]);
  if (window.orderBy.length > 0) parts.push(orderDoc(window.orderBy));
  if (window.frame !== null) parts.push(window.frame);
  return parts.length === 0 ? '()' : group('(', indent(tightLine, join(parts, line)), tightLine, ')');
}

const orderDoc = (keys: readonly SqlSortKey[]): Doc => ['order by ', join(keys.map(sortKeyDoc), ',', line)];

/** The direction is left out where it is the default; where NULLs go is printed whenever it is known. */
export function sortKeyDoc(key: SqlSortKey): Doc {
  return [
    expressionDoc(key.expression),
    key.descending ? ' desc' : '',
    key.nulls === null ? '' : ` nulls ${key.nulls}`,
  ];
}
