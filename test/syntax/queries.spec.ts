import type { Query, QueryBody, TableSource } from '../../src/syntax/tsql/ast/index.js';
import { parseScript, positionAt, printNode } from '../../src/syntax/tsql/index.js';

/** The query of a script that is one SELECT. */
function query(text: string): Query {
  const statements = parseScript({ path: 'test.sql', text }).batches.flatMap((batch) => batch.statements);
  const [first] = statements;
  if (first?.kind !== 'select_statement' || statements.length !== 1)
    throw new Error(`${statements.map(({ kind }) => kind).join(', ')} in ${text}`);
  return first.query;
}

function from(text: string): readonly TableSource[] {
  const { body } = query(`SELECT * FROM ${text}`);
  return body.kind === 'select' ? body.from : [];
}

const QUERIES: readonly string[] = [
  'SELECT DISTINCT TOP (10) PERCENT WITH TIES a, b AS x, c y FROM t',
  "SELECT x = a + 1, 'y' = b, c AS 'z w', d N'v' FROM t",
  'SELECT TOP 5 * INTO #t FROM t',
  'SELECT TOP (SELECT 1) * FROM t',
  'SELECT @a = b, @c += 1 FROM t',
  'SELECT a FROM t WHERE b = 1 GROUP BY a HAVING COUNT(*) > 1 ORDER BY a DESC, 2 OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY',
  'SELECT a FROM t GROUP BY ROLLUP (a, (b, c)), CUBE (d), GROUPING SETS ((a, b), (a), ())',
  'SELECT a FROM t GROUP BY ALL a, (b + 1) * 2 WITH CUBE',
  'SELECT SUM(a) OVER w FROM t WINDOW w AS (PARTITION BY b ORDER BY c)',
  'SELECT 1 UNION ALL SELECT 2 EXCEPT (SELECT 3 INTERSECT SELECT 4) ORDER BY 1',
  "SELECT a FROM t FOR XML PATH ('x'), ROOT ('r'), ELEMENTS XSINIL, TYPE",
  'SELECT a FROM t FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER',
  'SELECT a FROM t OPTION (MAXRECURSION 100, RECOMPILE, OPTIMIZE FOR (@a = 1))',
  'WITH a (x) AS (SELECT 1), b AS (SELECT x FROM a UNION ALL SELECT x + 1 FROM b) SELECT * FROM b',
  "WITH XMLNAMESPACES ('u' AS n, DEFAULT 'v'), a AS (SELECT 1 AS x) SELECT * FROM a",
];

const TABLES: readonly (readonly [TableSource['kind'], string])[] = [
  ['named_table', 'server.db.dbo.t AS x WITH (NOLOCK, INDEX (ix))'],
  ['named_table', 't x (NOLOCK)'],
  ['named_table', 't (NOLOCK) AS x'],
  ['named_table', "t FOR SYSTEM_TIME BETWEEN '2020-01-01' AND @b AS x"],
  ['named_table', 't TABLESAMPLE (10 PERCENT) REPEATABLE (1)'],
  ['named_table', '@schema.t AS x'],
  ['table_variable', '@t AS x'],
  ['table_function', 'dbo.f(1, @a) AS x (a, b)'],
  ['table_function', "@x.nodes('/a/b') AS n (c)"],
  ['table_function', '::fn_old(1)'],
  ['derived_table', '(SELECT 1 AS a) AS x (a)'],
  ['derived_table', '((SELECT 1 AS a) UNION (SELECT 2)) AS x'],
  ['values_table', '(VALUES (1, 2), (3, DEFAULT)) AS v (a, b)'],
  ['join', 'a INNER JOIN b ON a.i = b.i LEFT OUTER JOIN c ON b.j = c.j'],
  ['join', 'a FULL HASH JOIN b ON a.i = b.i CROSS JOIN c'],
  ['join', 'a LEFT JOIN b JOIN c ON b.j = c.j ON a.i = b.i'],
  ['apply', 't CROSS APPLY f(t.a) AS x OUTER APPLY (SELECT 1 AS b) AS y'],
  ['pivot', 't PIVOT (SUM(x) FOR c IN ([1], [2])) AS p'],
  ['unpivot', 't UNPIVOT (v FOR n IN (a, b)) AS u'],
  ['parenthesised_table', '(a JOIN b ON a.i = b.i)'],
  ['open_json', "OPENJSON(@j, '$.a') WITH (a int '$.a', b nvarchar(max) AS JSON) AS j"],
  ['open_xml', "OPENXML(@d, '/r', 1) WITH (a int '@a')"],
  ['open_rowset', "OPENROWSET(BULK 'f', SINGLE_CLOB) AS r"],
  ['open_rowset', "CONTAINSTABLE(t, (a, b), 'x', LANGUAGE 1033, 10) AS k"],
  ['open_rowset', 'CHANGETABLE(CHANGES dbo.t, @v) AS c'],
  ['odbc_join', '{oj a LEFT JOIN b ON a.i = b.i}'],
  ['dml_table', '(DELETE FROM t OUTPUT deleted.a WHERE a = 1) AS d'],
];

describe('queries print back as they were written', () => {
  it.each(QUERIES)('%s', (text) => {
    expect(printNode(query(text))).toBe(text);
  });

  it.each(TABLES)('FROM %s: %s', (kind, text) => {
    const sources = from(text);
    expect(sources.map((source) => source.kind)).toEqual([kind]);
    expect(sources.map((source) => printNode(source)).join(', ')).toBe(text);
  });
});

/** Set operators in parentheses as the tree has them. */
function shape(body: QueryBody): string {
  if (body.kind !== 'set_operation') return printNode(body).replace('SELECT ', '');
  return `(${shape(body.left)} ${body.operator} ${shape(body.right)})`;
}

describe('the tree of a query', () => {
  it('joins set operators from the left, INTERSECT first', () => {
    const { body } = query('SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4');
    expect(shape(body)).toBe('((1 union (2 intersect 3)) except 4)');
  });

  it('gives a deferred ON to the join it belongs to', () => {
    const [source] = from('a LEFT JOIN b JOIN c ON b.j = c.j ON a.i = b.i');
    expect(source).toMatchObject({
      type: 'left',
      left: { kind: 'named_table' },
      right: { kind: 'join', type: 'inner' },
    });
  });

  it('keeps the ORDER BY of a set operation on the whole query', () => {
    expect(query('SELECT 1 AS a UNION SELECT 2 ORDER BY a')).toMatchObject({
      orderBy: [{ kind: 'order_item' }],
      body: { kind: 'set_operation' },
    });
  });

  it('takes words that are not reserved as names, and those that start a clause not as aliases', () => {
    const { body } = query('SELECT [order], status type FROM source output');
    expect(body).toMatchObject({ items: [{}, { alias: { value: 'type' } }] });
  });
});

describe('positions', () => {
  it('count lines and columns from one, whatever ends a line', () => {
    const file = { path: 'a/b.sql', text: 'SELECT 1\r\nFROM t\n\nWHERE x' };
    expect(positionAt(file, 0)).toEqual({ file: 'a/b.sql', line: 1, column: 1 });
    expect(positionAt(file, file.text.indexOf('t\n'))).toEqual({ file: 'a/b.sql', line: 2, column: 6 });
    expect(positionAt(file, file.text.indexOf('x'))).toEqual({ file: 'a/b.sql', line: 4, column: 7 });
  });
});
