import type { AtTimeZone, BinaryExpression, CaseExpression, Collate, Expression } from '../ast/expression.js';
import type { FrameBound, FullTextPredicate, FunctionCall, JsonConstructor, Like, Logical } from '../ast/expression.js';
import type { MethodCall, TrimCall, Window, WindowFrame } from '../ast/expression.js';
import type { OrderItem } from '../ast/query.js';
import { after, list } from './list.js';
import { dotted } from './name.js';
import { print } from './print.js';
import { type PrintRules, type SpineRules, upper, words } from './rules.js';

type SpineExpression = BinaryExpression | Logical | Collate | AtTimeZone | MethodCall;

/** Printing rules of expressions that nest to the left without limit. */
export const expressionSpineRules: SpineRules<SpineExpression> = {
  binary: { left: (node) => node.left, print: (node, left) => `${left} ${node.operator} ${print(node.right)}` },
  logical: { left: (node) => node.left, print: (node, left) => `${left} ${upper(node.operator)} ${print(node.right)}` },
  collate: { left: (node) => node.operand, print: (node, left) => `${left} COLLATE ${print(node.collation)}` },
  at_time_zone: { left: (node) => node.operand, print: (node, left) => `${left} AT TIME ZONE ${print(node.zone)}` },
  method: { left: (node) => node.target, print: method },
};

/** Printing rules of all other expressions. */
export const expressionRules: PrintRules<Exclude<Expression, SpineExpression> | OrderItem | Window | WindowFrame> = {
  literal: (node) => node.text,
  column: (node) => dotted([...node.qualifier, node.name]),
  star: (node) => (node.qualifier.length > 0 ? `${dotted(node.qualifier)}.*` : '*'),
  variable: (node) => node.name,
  // The blank keeps `- -1` from becoming a comment.
  unary: (node) => `${node.operator} ${print(node.operand)}`,
  comparison: (node) => `${print(node.left)} ${node.operator} ${print(node.right)}`,
  not: (node) => `NOT ${print(node.operand)}`,
  between: (node) => `${print(node.operand)}${not(node)} BETWEEN ${print(node.low)} AND ${print(node.high)}`,
  in_list: (node) => `${print(node.operand)}${not(node)} IN (${list(node.items)})`,
  in_query: (node) => `${print(node.operand)}${not(node)} IN (${print(node.query)})`,
  like,
  is_null: (node) => `${print(node.operand)} IS${not(node)} NULL`,
  is_distinct: (node) => `${print(node.left)} IS${not(node)} DISTINCT FROM ${print(node.right)}`,
  exists: (node) => `EXISTS (${print(node.query)})`,
  quantified: (node) => `${print(node.left)} ${node.operator} ${upper(node.quantifier)} (${print(node.query)})`,
  case: caseExpression,
  call,
  cast: (node) =>
    `${upper(node.function, '_')}(${words(print(node.operand), 'AS', print(node.type), after('USING', node.culture))})`,
  convert: (node) =>
    `${upper(node.function, '_')}(${[node.type, node.operand, ...(node.style ? [node.style] : [])].map(print).join(', ')})`,
  subquery: (node) => `(${print(node.query)})`,
  parenthesised: (node) => `(${print(node.operand)})`,
  next_value: (node) => words('NEXT VALUE FOR', print(node.sequence), after('OVER', node.over)),
  full_text: fullText,
  trim,
  json_constructor: json,
  current_of: (node) => words('CURRENT OF', node.isGlobal && 'GLOBAL', print(node.cursor)),
  order_item: (node) => words(print(node.expression), node.direction && upper(node.direction)),
  window: (node) => (node.bare ? after('', node.reference).trim() : `(${windowClauses(node)})`),
  frame: (node) =>
    node.end === null
      ? `${upper(node.unit)} ${bound(node.start)}`
      : `${upper(node.unit)} BETWEEN ${bound(node.start)} AND ${bound(node.end)}`,
};

function not({ negated }: { readonly negated: boolean }): string {
  return negated ? ' NOT' : '';
}

function like(node: Like): string {
  const escape = after('ESCAPE', node.escape);
  const pattern = `${print(node.operand)}${not(node)} LIKE ${print(node.pattern)}`;
  return words(pattern, node.odbcEscape ? `{${escape}}` : escape);
}

function method({ isStatic, method: name, args }: MethodCall, target: string): string {
  return `${target}${isStatic ? '::' : '.'}${print(name)}${args === null ? '' : `(${list(args)})`}`;
}

function caseExpression({ operand, branches, otherwise }: CaseExpression): string {
  const arms = branches.map(({ when, then }) => `WHEN ${print(when)} THEN ${print(then)}`);
  return words('CASE', operand && print(operand), ...arms, after('ELSE', otherwise), 'END');
}

function call(node: FunctionCall): string {
  const args = `(${words(node.distinct && upper(node.distinct), list(node.args))})`;
  const text = words(
    `${print(node.name)}${node.parenthesised ? args : ''}`,
    node.withinGroup && `WITHIN GROUP (ORDER BY ${list(node.withinGroup)})`,
    node.nullTreatment && `${upper(node.nullTreatment)} NULLS`,
    after('OVER', node.over),
  );
  return node.odbc ? `{fn ${text}}` : text;
}

function windowClauses({ reference, partitionBy, orderBy, frame }: Window): string {
  return words(
    reference && print(reference),
    partitionBy.length > 0 && `PARTITION BY ${list(partitionBy)}`,
    orderBy.length > 0 && `ORDER BY ${list(orderBy)}`,
    frame && print(frame),
  );
}

function bound({ type, offset }: FrameBound): string {
  return words(offset && print(offset), upper(type));
}

function fullText(node: FullTextPredicate): string {
  const { function: name, columns, property, search, language } = node;
  const target = node.parenthesised ? `(${list(columns)})` : list(columns);
  const searched = property === null ? target : `PROPERTY(${target}, ${print(property)})`;
  const rest = language === null ? '' : `, LANGUAGE ${print(language)}`;
  return `${upper(name)}(${searched}, ${print(search)}${rest})`;
}

function trim({ side, characters, operand }: TrimCall): string {
  const hasFrom = characters !== null;
  return `TRIM(${words(side && upper(side), characters && print(characters), hasFrom && 'FROM', print(operand))})`;
}

function json({ function: name, entries, onNull }: JsonConstructor): string {
  const pairs = entries.map(({ key, value }) => (key === null ? print(value) : `${print(key)}: ${print(value)}`));
  return `${upper(name, '_')}(${words(pairs.join(', '), onNull && `${upper(onNull)} ON NULL`)})`;
}
