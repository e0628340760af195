import type { Expression, SelectExpression } from '../../src/syntax/tsql/ast/index.js';
import { parseScript, printNode, walk } from '../../src/syntax/tsql/index.js';

/** The one value of `SELECT text`. */
function value(text: string): Expression {
  return item(`SELECT ${text}`).expression;
}

/** The one condition of `WHERE text`. */
function condition(text: string): Expression {
  const found: Expression[] = [];
  for (const statement of statements(`SELECT 1 WHERE ${text}`)) {
    if (statement.kind === 'select_statement' && statement.query.body.kind === 'select') {
      if (statement.query.body.where !== null) found.push(statement.query.body.where);
    }
  }
  return only(found);
}

function item(text: string): SelectExpression {
  const found = statements(text).flatMap((statement) =>
    statement.kind === 'select_statement' && statement.query.body.kind === 'select' ? statement.query.body.items : [],
  );
  const single = only(found);
  if (single.kind !== 'select_expression') throw new Error(`${text} assigns a variable`);
  return single;
}

function statements(text: string) {
  return parseScript({ path: 'test.sql', text }).batches.flatMap((batch) => batch.statements);
}

function only<T>(found: readonly T[]): T {
  const [first] = found;
  if (first === undefined || found.length !== 1) throw new Error(`${found.length} instead of one`);
  return first;
}

/** The tree with every operator in parentheses, so that precedence shows. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'binary':
    case 'comparison':
    case 'logical':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case 'not':
      return `(not ${shape(node.operand)})`;
    case 'unary':
      return `(${node.operator}${shape(node.operand)})`;
    case 'collate':
      return `(${shape(node.operand)} collate ${node.collation.value})`;
    case 'between':
      return `(${shape(node.operand)} between ${shape(node.low)} and ${shape(node.high)})`;
    default:
      return printNode(node);
  }
}

describe('precedence', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c % d', '(((a / b) * c) % d)'],
    ['a | b + c & d', '(((a | b) + c) & d)'],
    ['-a * ~b', '((-a) * (~b))'],
    ['a + b COLLATE Latin1_General_BIN', '(a + (b collate Latin1_General_BIN))'],
  ])('of values: %s', (text, expected) => {
    expect(shape(value(text))).toBe(expected);
  });

  it.each([
    ['a = 1 OR b = 2 AND c = 3', '((a = 1) or ((b = 2) and (c = 3)))'],
    ['NOT a = 1 AND b = 2', '((not (a = 1)) and (b = 2))'],
    ['NOT NOT a = 1', '(not (not (a = 1)))'],
    ['a BETWEEN 1 AND 2 AND b = 3', '((a between 1 and 2) and (b = 3))'],
    ['a + 1 > b * 2', '((a + 1) > (b * 2))'],
  ])('of conditions: %s', (text, expected) => {
    expect(shape(condition(text))).toBe(expected);
  });
});

describe('constants', () => {
  it.each([
    ["'it''s'", 'string', "it's"],
    ["N'x'", 'national_string', 'x'],
    ["'two \\\nlines'", 'string', 'two lines'],
    ['0x1F', 'binary', '1F'],
    ['$12.50', 'money', '12.50'],
    ['1.50', 'decimal', '1.50'],
    ['1e3', 'float', '1e3'],
    ['NULL', 'null', ''],
    ["{d '2020-01-02'}", 'date_escape', '2020-01-02'],
  ])('%s', (text, type, decoded) => {
    expect(value(text)).toMatchObject({ kind: 'literal', type, value: decoded });
  });

  it('takes "x" as a name, and as a string after SET QUOTED_IDENTIFIER OFF', () => {
    expect(value('"x"')).toMatchObject({ kind: 'column', name: { value: 'x', quoting: 'double' } });
    const after = statements('SET QUOTED_IDENTIFIER OFF\nGO\nSELECT "it\'s"')[1];
    expect(after).toMatchObject({ query: { body: { items: [{ expression: { kind: 'literal', value: "it's" } }] } } });
  });
});

/** Kind of a value and its text, which must come back unchanged. */
const VALUES: readonly (readonly [Expression['kind'], string])[] = [
  ['column', 'dbo.t.[a b]'],
  ['column', 'db..t.a'],
  ['column', '$action'],
  ['star', 't.*'],
  ['variable', '@@ROWCOUNT'],
  ['case', "CASE WHEN a = 1 AND b > 2 THEN 'x' ELSE 'y' END"],
  ['case', 'CASE (a + 1) WHEN 2 THEN 3 END'],
  ['case', 'CASE a WHEN 1 THEN 2 WHEN 3 THEN 4 END'],
  ['call', 'COUNT(*)'],
  ['call', 'COUNT(DISTINCT a)'],
  ['call', 'dbo.f(a, DEFAULT)'],
  ['call', 'LEFT(a, 2)'],
  ['call', 'IIF(a > 1, b, c)'],
  ['call', 'DATEDIFF(day, a, b)'],
  ['call', 'CURRENT_TIMESTAMP'],
  ['call', '{fn NOW()}'],
  ['call', "STRING_AGG(a, ',') WITHIN GROUP (ORDER BY b DESC, c)"],
  ['call', 'ROW_NUMBER() OVER (PARTITION BY a, b ORDER BY c DESC)'],
  ['call', 'SUM(a) OVER (ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING)'],
  ['call', 'SUM(a) OVER (ORDER BY b RANGE CURRENT ROW)'],
  ['call', 'LAST_VALUE(a) IGNORE NULLS OVER w'],
  ['call', 'PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY b)'],
  ['method', "x.value('(/a/b)[1]', 'int')"],
  ['method', "t.x.query('/a').exist('b')"],
  ['method', 'geography::Point(1, 2, 4326).STDistance(g)'],
  ['method', "@x.value('.', 'nvarchar(max)')"],
  ['cast', 'CAST(a AS decimal(10, 2))'],
  ['cast', "TRY_PARSE(a AS datetime USING 'en-GB')"],
  ['convert', 'CONVERT(varchar(10), a, 120)'],
  ['convert', 'TRY_CONVERT(int, a)'],
  ['at_time_zone', "a AT TIME ZONE 'UTC' AT TIME ZONE @z"],
  ['subquery', '(SELECT MAX(a) FROM t)'],
  ['subquery', '((SELECT 1) UNION ALL (SELECT 2))'],
  ['parenthesised', '((a + 1))'],
  ['next_value', 'NEXT VALUE FOR dbo.s OVER (ORDER BY a)'],
  ['trim', "TRIM(LEADING '.' FROM a)"],
  ['trim', "TRIM('.' FROM a)"],
  ['call', 'TRIM(TRIM(a))'],
  ['json_constructor', "JSON_OBJECT('a': 1, 'b': c ABSENT ON NULL)"],
  ['json_constructor', 'JSON_ARRAY(1, 2 NULL ON NULL)'],
];

/** Kind of a condition and its text. */
const CONDITIONS: readonly (readonly [Expression['kind'], string])[] = [
  ['comparison', 'a !< b'],
  ['between', 'a NOT BETWEEN 1 AND 2 + 3'],
  ['in_list', 'a NOT IN (1, 2, @c)'],
  ['in_query', 'a IN (SELECT b FROM t)'],
  ['in_query', 'a IN ((SELECT 1) EXCEPT (SELECT 2))'],
  ['in_query', 'a IN ((SELECT b FROM t))'],
  ['like', "a NOT LIKE 'x!%' ESCAPE '!'"],
  ['like', "a LIKE 'x' {ESCAPE '!'}"],
  ['is_null', 'a IS NOT NULL'],
  ['is_distinct', 'a IS NOT DISTINCT FROM b'],
  ['exists', 'EXISTS (SELECT * FROM t)'],
  ['quantified', 'a >= ALL (SELECT b FROM t)'],
  ['full_text', "CONTAINS((a, b), 'x', LANGUAGE 1033)"],
  ['full_text', "FREETEXT(*, 'x')"],
  ['current_of', 'CURRENT OF c'],
  ['call', 'UPDATE(a)'],
];

describe('expressions print back as they were written', () => {
  it.each(VALUES)('%s: %s', (kind, text) => {
    expect(value(text).kind).toBe(kind);
    expect(printNode(value(text))).toBe(text);
  });

  it.each(CONDITIONS)('%s: %s', (kind, text) => {
    expect(condition(text).kind).toBe(kind);
    expect(printNode(condition(text))).toBe(text);
  });
});

describe('walk', () => {
  it('visits parents before children, in order, and leaves out what is refused', () => {
    const names: string[] = [];
    walk(value('f(a, (b)) + c'), (node) => {
      names.push(node.kind);
      return node.kind !== 'parenthesised';
    });
    expect(names).toEqual(['binary', 'call', 'object_name', 'identifier', 'column', 'identifier', 'parenthesised', 'column', 'identifier']); // prettier-ignore
  });

  it('gives every node the span of its text', () => {
    const text = "SELECT a + f(b, 'x') AS c, t.d FROM dbo.t AS t JOIN u ON t.i = u.i WHERE NOT (a = 1 OR b IS NULL)";
    const [statement] = statements(text);
    if (statement === undefined) throw new Error('nothing was parsed');
    walk(statement, (node) => {
      expect(text.slice(node.span.start, node.span.end)).toBe(printNode(node));
    });
  });
});
