import type { Sql, SqlQuery, SqlSelect } from '../../../src/compiler/sql/tree.js';
import { printExpression, printQuery } from '../../../src/compiler/print/print.js';

const name = (...parts: string[]): Sql => ({ sql: 'identifier', parts });
const literal = (text: string): Sql => ({ sql: 'literal', text });
const binary = (left: Sql, operator: string, right: Sql): Sql => ({ sql: 'binary', operator, left, right });
const [a, b, c] = [name('a'), name('b'), name('c')];

const select = (parts: Partial<SqlSelect> = {}): SqlSelect => ({
  sql: 'select',
  distinct: false,
  items: [{ expression: a, alias: null }],
  from: { sql: 'table', name: name('t'), alias: null },
  where: null,
  groupBy: null,
  having: null,
  ...parts,
});

const query = (body: SqlQuery['body'], parts: Partial<SqlQuery> = {}): SqlQuery => ({
  ctes: [],
  body,
  orderBy: [],
  limit: null,
  offset: null,
  ...parts,
});

describe('an expression', () => {
  const CASES: readonly [Sql, string][] = [
    [binary(binary(a, '+', b), '*', c), '(a + b) * c'],
    [binary(a, '+', binary(b, '*', c)), 'a + b * c'],
    [binary(binary(a, '-', b), '-', c), 'a - b - c'],
    [binary(a, '-', binary(b, '-', c)), 'a - (b - c)'],
    [binary(binary(a, '=', b), '=', c), '(a = b) = c'],
    [binary(a, '-', literal('-1')), 'a - -1'],
    [{ sql: 'unary', operator: '-', operand: literal('-1') }, '-(-1)'],
    [{ sql: 'unary', operator: 'not', operand: binary(a, '=', b) }, 'not a = b'],
    [{ sql: 'unary', operator: 'not', operand: { sql: 'chain', operator: 'or', operands: [a, b] } }, 'not (a or b)'],
    [{ sql: 'chain', operator: 'and', operands: [{ sql: 'chain', operator: 'or', operands: [a, b] }, c] }, '(a or b) and c'],
    [{ sql: 'chain', operator: 'and', operands: [{ sql: 'chain', operator: 'or', operands: [a] }, c] }, 'a and c'],
    [{ sql: 'is', operand: binary(a, '=', b), test: 'not true' }, '(a = b) is not true'],
    [{ sql: 'suffix', operand: binary(a, '+', b), text: '::int' }, '(a + b)::int'],
    [{ sql: 'suffix', operand: a, text: 'collate "C"' }, 'a collate "C"'],
    [binary({ sql: 'exists', negated: true, query: query(select()) }, '=', b), '(not exists (select a from t)) = b'],
    [{ sql: 'in', operand: a, negated: true, items: [literal('1'), literal('2')] }, 'a not in (1, 2)'],
    [{ sql: 'call', name: 'count', args: [a], distinct: true }, 'count(distinct a)'],
    [{ sql: 'cast', operand: a, type: 'int', isTry: true }, 'try_cast(a as int)'],
    [binary(binary(a, '||', b), '<<', c), '(a || b) << c'],
  ]; // prettier-ignore

  it.each(CASES)('%j has the parentheses that it needs and no others', (sql, text) => {
    expect(printExpression(sql).text).toBe(text);
  });

  it('is broken at its own joints when it is longer than a line', () => {
    const long = name('a_rather_long_column_name_of_the_table');
    const text = printExpression({ sql: 'chain', operator: 'and', operands: [long, long, long] }).text;
    expect(text.split('\n').map((line) => line.length <= 80)).toEqual([true, true, true]);
  });

  it('of ten thousand operands does not overflow the stack', () => {
    let sum = a;
    for (let index = 0; index < 10_000; index += 1) sum = binary(sum, '+', b);
    expect(printExpression(sql(sum)).text).toHaveLength('a'.length + 10_000 * '\n    + b'.length);
  });
});

const sql = (tree: Sql): Sql => tree;

describe('names', () => {
  it.each([
    ['plain_name', 'plain_name'],
    ['CustomerID', '"CustomerID"'],
    ['two words', '"two words"'],
    ['order', '"order"'],
    ['a"b', '"a""b"'],
    ['ราคา', '"ราคา"'],
    ['a{{b', '"a{{ \'{{\' }}b"'],
  ])('%s is written %s', (written, text) => {
    expect(printExpression(name(written)).text).toBe(text);
  });

  it('cannot open Jinja, and neither can constants', () => {
    expect(printExpression(literal("'{% x %} {# y'")).text).toBe("'{{ '{%' }} x %} {{ '{#' }} y'");
  });

  it('given as verbatim text are left alone', () => {
    expect(printExpression({ sql: 'verbatim', text: "{{ ref('x') }}" }).text).toBe("{{ ref('x') }}");
  });
});

describe('a query', () => {
  it('stands in clauses, one column a line', () => {
    const body = select({
      items: [{ expression: name('t', 'a'), alias: 'a' }, { expression: b, alias: 'Total' }],
      from: {
        sql: 'join', type: 'left',
        left: { sql: 'table', name: name('t'), alias: 't' }, right: { sql: 'table', name: name('u'), alias: 'u' },
        on: { sql: 'chain', operator: 'and', operands: [binary(a, '=', b), binary(b, '=', c)] },
      },
      where: binary(a, '=', b),
      groupBy: { keys: [a, b], sets: null },
    }); // prettier-ignore
    const text = printQuery(
      query(body, { orderBy: [{ expression: a, descending: true, nulls: 'last' }], limit: literal('3') }),
    ).text;
    expect(text).toBe(
      'select\n    t.a,\n    b as "Total"\nfrom t as t\nleft join u as u\n    on a = b\n    and b = c\nwhere a = b\ngroup by a, b\norder by a desc nulls last\nlimit 3',
    );
  });

  it('puts CTEs first, and says recursive once', () => {
    const cte = { name: 'Walk', columns: ['n'], query: query(select()), recursive: true };
    const text = printQuery(query(select(), { ctes: [cte] })).text;
    expect(text).toBe('with recursive "Walk" (n) as (\n    select\n        a\n    from t\n)\n\nselect\n    a\nfrom t');
  });

  it('keeps the reading order of set operators', () => {
    const one = query(select({ from: null }));
    const set = (operator: 'union' | 'except' | 'intersect', left: SqlQuery, right: SqlQuery): SqlQuery =>
      query({ sql: 'set', operator, left, right });
    const flat = (tree: SqlQuery): string => printQuery(tree).text.replace(/\s+/g, ' ');
    expect(flat(set('except', set('union', one, one), one))).toBe('select a union select a except select a');
    expect(flat(set('union', one, set('except', one, one)))).toBe('select a union ( select a except select a )');
    expect(flat(set('intersect', set('union', one, one), one))).toBe('( select a union select a ) intersect select a');
  });

  it('says which source offset each line came from', () => {
    const at = (start: number) => ({ start, end: start + 1 });
    const body = select({
      items: [{ expression: a, alias: null, span: at(7) }],
      from: { sql: 'table', name: name('t'), alias: null, span: at(20) },
      span: at(0),
    });
    expect(printQuery(query(body)).origins).toEqual([{ line: 1, offset: 0 }, { line: 2, offset: 7 }, { line: 3, offset: 20 }]); // prettier-ignore
  });
});
