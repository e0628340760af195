/** Each thing that the legaliser writes and the printer spells, done wrongly. */
import type { Sql } from '../../src/compiler/sql/tree.js';
import { writing, writingOf, type Break } from './break.js';

const operator = (from: string, to: string): Break =>
  writingOf('binary', `${from} -> ${to}`, (sql) => (sql.operator === from ? { ...sql, operator: to } : sql));

const suffix = (name: string, wanted: RegExp): Break =>
  writingOf('suffix', name, (sql) => (wanted.test(sql.text) ? sql.operand : sql));

const ORDER: readonly Break[] = [
  writing('NULLs sorted at the other end', {
    key: (key) => ({ ...key, nulls: key.nulls === null ? null : key.nulls === 'first' ? 'last' : 'first' }),
  }),
  writing('place of NULLs left out', { key: (key) => ({ ...key, nulls: null }) }),
  writing('DESC left out', { key: (key) => ({ ...key, descending: false }) }),
];

const QUERIES: readonly Break[] = [
  writing('LIMIT left out', { query: (query) => ({ ...query, limit: null }) }),
  writing('OFFSET left out', { query: (query) => ({ ...query, offset: null }) }),
  writing('last key of ORDER BY left out', { query: (query) => ({ ...query, orderBy: query.orderBy.slice(0, -1) }) }),
  writing('WHERE left out', { body: (body) => (body.sql === 'select' ? { ...body, where: null } : body) }),
  writing('HAVING left out', { body: (body) => (body.sql === 'select' ? { ...body, having: null } : body) }),
  writing('QUALIFY left out', { body: (body) => (body.sql === 'select' ? { ...body, qualify: null } : body) }),
  writing('DISTINCT left out', { body: (body) => (body.sql === 'select' ? { ...body, distinct: false } : body) }),
  writing('left join printed as inner', { relation: (each) => (each.sql === 'join' && each.type === 'left' ? { ...each, type: 'inner' } : each) }),
  writing('right join printed as left', { relation: (each) => (each.sql === 'join' && each.type === 'right' ? { ...each, type: 'left' } : each) }),
  writing('full join printed as left', { relation: (each) => (each.sql === 'join' && each.type === 'full' ? { ...each, type: 'left' } : each) }),
  writing('inner join printed as left', { relation: (each) => (each.sql === 'join' && each.type === 'inner' ? { ...each, type: 'left' } : each) }),
  writing('UNION printed as UNION ALL', { body: (body) => (body.sql === 'set' && body.operator === 'union' ? { ...body, operator: 'union all' } : body) }),
  writing('UNION ALL printed as UNION', { body: (body) => (body.sql === 'set' && body.operator === 'union all' ? { ...body, operator: 'union' } : body) }),
]; // prettier-ignore

const EXPRESSIONS: readonly Break[] = [
  operator('//', '/'),
  operator('/', '//'),
  operator('ilike', 'like'),
  operator('like', 'ilike'),
  operator('*', '+'),
  operator('+', '-'),
  operator('-', '+'),
  operator('%', '//'),
  operator('=', '<>'),
  operator('<>', '='),
  operator('<', '<='),
  operator('>', '>='),
  operator('<=', '<'),
  operator('>=', '>'),
  operator('is distinct from', '<>'),
  operator('is not distinct from', '='),
  writingOf('cast', 'cast left out', (sql) => sql.operand),
  writingOf('cast', 'decimals cast to whole numbers', (sql) => (/^(decimal|numeric)/.test(sql.type) ? { ...sql, type: 'bigint' } : sql)),
  writingOf('cast', 'decimals cast to doubles', (sql) => (/^(decimal|numeric)/.test(sql.type) ? { ...sql, type: 'double' } : sql)),
  writingOf('cast', 'timestamps cast to dates', (sql) => (sql.type.startsWith('timestamp') ? { ...sql, type: 'date' } : sql)),
  writingOf('case', 'ELSE left out', (sql) => ({ ...sql, otherwise: null })),
  writingOf('case', 'first branch left out', (sql) => (sql.branches.length > 1 ? { ...sql, branches: sql.branches.slice(1) } : sql)),
  writingOf('unary', 'NOT left out', (sql) => (sql.operator === 'not' ? sql.operand : sql)),
  writingOf('unary', 'minus left out', (sql) => (sql.operator === '-' ? sql.operand : sql)),
  writingOf('is', 'IS turned round', (sql) => ({ ...sql, test: sql.test.startsWith('not ') ? sql.test.slice(4) : `not ${sql.test}` })),
  writingOf('in', 'IN turned round', (sql) => ({ ...sql, negated: !sql.negated })),
  writingOf('in_query', 'IN (query) turned round', (sql) => ({ ...sql, negated: !sql.negated })),
  writingOf('exists', 'EXISTS turned round', (sql) => ({ ...sql, negated: !sql.negated })),
  writingOf('chain', 'AND spelled OR', (sql) => (sql.operator === 'and' ? { ...sql, operator: 'or' } : sql)),
  writingOf('chain', 'OR spelled AND', (sql) => (sql.operator === 'or' ? { ...sql, operator: 'and' } : sql)),
  writingOf('chain', 'last of joined texts left out', (sql) => (sql.operator === '||' && sql.operands.length > 1 ? { ...sql, operands: sql.operands.slice(0, -1) } : sql)),
  writingOf('call', 'DISTINCT in a call left out', (sql) => ({ ...sql, distinct: false })),
  writingOf('call', 'FILTER left out', ({ filter: _left, ...sql }) => sql),
  writingOf('call', 'frame left out', (sql) => (sql.over ? { ...sql, over: { ...sql.over, frame: null } } : sql)),
  writingOf('call', 'PARTITION BY left out', (sql) => (sql.over ? { ...sql, over: { ...sql.over, partitionBy: [] } } : sql)),
  suffix('COLLATE left out', /^collate /i),
  suffix('first of an ordered array left out', /^\[1\]/),
  suffix('other suffix left out', /^(?!collate |\[1\])/i),
]; // prettier-ignore

export const WRITING_BREAKS: readonly Break[] = [...ORDER, ...QUERIES, ...EXPRESSIONS];

/** Each function of the target that is called at all: its first argument stands for it. */
export function callBreaks(names: readonly string[]): readonly Break[] {
  return names.map((name) =>
    writingOf('call', `${name}() left out`, (sql): Sql => (sql.name === name && !sql.over && sql.args[0] ? sql.args[0] : sql)),
  );
} // prettier-ignore
