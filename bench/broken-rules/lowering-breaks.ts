/** Each thing that the binder lowers, done wrongly: a field forgotten, an operator taken for another. */
import type { JoinRelation, SelectIr } from '../../src/compiler/ir/relation.js';
import type { AggregateIr, ArithmeticIr, CompareIr, Scalar, WindowIr } from '../../src/compiler/ir/scalar.js';
import { lowering, loweringOf, type Break } from './break.js';

const join = (from: JoinRelation['type'], to: JoinRelation['type']): Break =>
  lowering(`${from} join -> ${to}`, {
    relation: (each) => (each.op === 'join' && each.type === from ? { ...each, type: to } : each),
  });

const select = (name: string, change: (body: SelectIr) => SelectIr): Break =>
  lowering(name, { body: (body) => (body.op === 'select' ? change(body) : body) });

const set = (from: string, to: 'union' | 'union_all' | 'except' | 'intersect'): Break =>
  lowering(`${from} -> ${to}`, {
    body: (body) => (body.op === 'set' && body.operator === from ? { ...body, operator: to } : body),
  });

const comparison = (from: CompareIr['operator'], to: CompareIr['operator']): Break =>
  loweringOf('compare', `${from} -> ${to}`, (node) => (node.operator === from ? { ...node, operator: to } : node));

const operator = (from: ArithmeticIr['operator'], to: ArithmeticIr['operator']): Break =>
  loweringOf('arithmetic', `${from} -> ${to}`, (node) => (node.operator === from ? { ...node, operator: to } : node));

const aggregate = (from: string, to: string, wanted: (node: AggregateIr) => boolean = () => true): Break =>
  loweringOf('aggregate', `${from} -> ${to}`, (node) =>
    node.fn === from && wanted(node) ? { ...node, fn: to } : node,
  );

const windowed = (name: string, change: (node: WindowIr) => Scalar): Break => loweringOf('window', name, change);

const FROM: readonly Break[] = [
  join('inner', 'left'),
  join('left', 'inner'),
  join('right', 'inner'),
  join('full', 'left'),
  join('full', 'inner'),
  lowering('last conjunct of a join condition dropped', {
    relation: (each) =>
      each.op === 'join' && each.on?.op === 'logic' && each.on.operator === 'and' && each.on.operands.length > 1
        ? { ...each, on: { ...each.on, operands: each.on.operands.slice(0, -1) } }
        : each,
  }),
  lowering('outer apply -> cross', {
    relation: (each) => (each.op === 'apply' && each.type === 'outer' ? { ...each, type: 'cross' } : each),
  }),
  lowering('cross apply -> outer', {
    relation: (each) => (each.op === 'apply' && each.type === 'cross' ? { ...each, type: 'outer' } : each),
  }),
];

const CLAUSES: readonly Break[] = [
  select('WHERE dropped', (body) => ({ ...body, where: null })),
  select('HAVING dropped', (body) => ({ ...body, having: null })),
  select('DISTINCT dropped', (body) => ({ ...body, distinct: false })),
  select('DISTINCT added', (body) => (body.groupBy === null ? { ...body, distinct: true } : body)),
  select('grouping sets after the first dropped', (body) => ({
    ...body,
    groupBy: body.groupBy && { ...body.groupBy, sets: body.groupBy.sets.slice(0, 1) },
  })),
  select('collation of GROUP BY dropped', (body) => ({
    ...body,
    groupBy: body.groupBy && { ...body.groupBy, keys: body.groupBy.keys.map((key) => ({ ...key, collation: null })) },
  })),
  set('union', 'union_all'),
  set('union_all', 'union'),
  set('except', 'intersect'),
  set('intersect', 'union'),
  lowering('collation of set operators dropped', {
    body: (body) => (body.op === 'set' ? { ...body, collations: body.collations.map(() => null) } : body),
  }),
  lowering('TOP dropped', { query: (query) => ({ ...query, limit: null }) }),
  lowering('WITH TIES dropped', { query: (query) => ({ ...query, limit: query.limit && { ...query.limit, withTies: false } }) }),
  lowering('PERCENT dropped', { query: (query) => ({ ...query, limit: query.limit && { ...query.limit, percent: false } }) }),
  lowering('OFFSET dropped', { query: (query) => ({ ...query, limit: query.limit && { ...query.limit, offset: null } }) }),
  lowering('ORDER BY of TOP dropped', { query: (query) => (query.limit === null ? query : { ...query, orderBy: [] }) }),
  lowering('direction of ORDER BY turned', {
    query: (query) => ({ ...query, orderBy: query.orderBy.map((key) => ({ ...key, descending: !key.descending })) }),
  }),
  lowering('collation of ORDER BY dropped', {
    query: (query) => ({ ...query, orderBy: query.orderBy.map((key) => ({ ...key, collation: null })) }),
  }),
]; // prettier-ignore

const CONDITIONS: readonly Break[] = [
  comparison('=', '<>'),
  comparison('<>', '='),
  comparison('<', '<='),
  comparison('<=', '<'),
  comparison('>', '>='),
  comparison('>=', '>'),
  loweringOf('compare', 'collation of comparisons dropped', (node) => ({ ...node, collation: null })),
  loweringOf('in_list', 'collation of IN dropped', (node) => ({ ...node, collation: null })),
  loweringOf('in_query', 'collation of IN (query) dropped', (node) => ({ ...node, collation: null })),
  loweringOf('like', 'LIKE made case sensitive', (node) => ({ ...node, collation: { ...node.collation, caseSensitive: true } })),
  loweringOf('logic', 'AND -> OR', (node) => (node.operator === 'and' ? { ...node, operator: 'or' } : node)),
  loweringOf('logic', 'OR -> AND', (node) => (node.operator === 'or' ? { ...node, operator: 'and' } : node)),
  loweringOf('logic', 'last operand of AND dropped', (node) => (node.operator === 'and' && node.operands.length > 1 ? { ...node, operands: node.operands.slice(0, -1) } : node)),
  loweringOf('logic', 'last operand of OR dropped', (node) => (node.operator === 'or' && node.operands.length > 1 ? { ...node, operands: node.operands.slice(0, -1) } : node)),
  loweringOf('logic', 'NOT dropped', (node) => (node.operator === 'not' && node.operands[0] ? node.operands[0] : node)),
  loweringOf('is_null', 'IS NULL <-> IS NOT NULL', (node) => ({ ...node, negated: !node.negated })),
  loweringOf('in_list', 'IN <-> NOT IN', (node) => ({ ...node, negated: !node.negated })),
  loweringOf('in_list', 'last item of IN dropped', (node) => (node.items.length > 1 ? { ...node, items: node.items.slice(0, -1) } : node)),
  loweringOf('in_query', 'IN (query) <-> NOT IN', (node) => ({ ...node, negated: !node.negated })),
  loweringOf('like', 'LIKE <-> NOT LIKE', (node) => ({ ...node, negated: !node.negated })),
  loweringOf('like', 'ESCAPE dropped', (node) => ({ ...node, escape: null })),
  loweringOf('exists', 'EXISTS <-> NOT EXISTS', (node) => ({ ...node, negated: !node.negated })),
  loweringOf('quantified', 'ALL <-> ANY', (node) => ({ ...node, quantifier: node.quantifier === 'all' ? 'any' : 'all' })),
]; // prettier-ignore

const VALUES: readonly Break[] = [
  loweringOf('case', 'ELSE dropped', (node) => ({ ...node, otherwise: null })),
  loweringOf('case', 'last branch of CASE dropped', (node) => (node.branches.length > 1 ? { ...node, branches: node.branches.slice(0, -1) } : node)),
  loweringOf('case', 'branches of CASE turned round', (node) => ({ ...node, branches: node.branches.toReversed() })),
  loweringOf('convert', 'explicit conversion dropped', (node) => (node.implicit ? node : { ...node.operand, type: node.type })),
  loweringOf('convert', 'implicit conversion dropped', (node) => (node.implicit ? { ...node.operand, type: node.type } : node)),
  loweringOf('convert', 'style dropped', (node) => ({ ...node, style: null })),
  loweringOf('convert', 'TRY_ dropped', (node) => ({ ...node, isTry: false })),
  operator('add', 'subtract'),
  operator('subtract', 'add'),
  operator('multiply', 'add'),
  operator('divide', 'multiply'),
  operator('modulo', 'divide'),
  operator('bit_and', 'bit_or'),
  operator('bit_or', 'bit_and'),
  operator('bit_xor', 'bit_or'),
  loweringOf('arithmetic', 'sign dropped', (node) => (node.operator === 'negate' && node.operands[0] ? node.operands[0] : node)),
  loweringOf('arithmetic', 'last part of + of texts dropped', (node) => (node.operator === 'concat' && node.operands.length > 1 ? { ...node, operands: node.operands.slice(0, -1) } : node)),
  loweringOf('call', 'arguments turned round', (node) => ({ ...node, args: node.args.toReversed() })),
]; // prettier-ignore

const AGGREGATES: readonly Break[] = [
  aggregate('sum', 'max'),
  aggregate('sum', 'avg'),
  aggregate('avg', 'sum'),
  aggregate('min', 'max'),
  aggregate('max', 'min'),
  aggregate('count', 'count_star', (node) => !node.distinct),
  aggregate('stdev', 'stdevp'),
  aggregate('var', 'varp'),
  loweringOf('aggregate', 'DISTINCT of an aggregate dropped', (node) => ({ ...node, distinct: false })),
  loweringOf('aggregate', 'order of STRING_AGG dropped', (node) => ({ ...node, orderBy: [] })),
  windowed('PARTITION BY dropped', (node) => ({ ...node, partitionBy: [] })),
  windowed('direction of a window turned', (node) => ({ ...node, orderBy: node.orderBy.map((key) => ({ ...key, descending: !key.descending })) })),
  windowed('frame of a window dropped', (node) => ({ ...node, frame: null })),
  windowed('rank -> row_number', (node) => (node.fn === 'rank' ? { ...node, fn: 'row_number' } : node)),
  windowed('row_number -> rank', (node) => (node.fn === 'row_number' ? { ...node, fn: 'rank' } : node)),
  windowed('lag <-> lead', (node) => (node.fn === 'lag' || node.fn === 'lead' ? { ...node, fn: node.fn === 'lag' ? 'lead' : 'lag' } : node)),
]; // prettier-ignore

export const LOWERING_BREAKS: readonly Break[] = [...FROM, ...CLAUSES, ...CONDITIONS, ...VALUES, ...AGGREGATES];
