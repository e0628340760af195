/** Mutants that no rows can tell apart: by which constraint, and what only looks like it. */
import { mutantsOf, type Mutant } from '../../../src/proof/mutants/index.js';
import { read } from '../../sources/read-case.js';

const TABLES = `
CREATE SCHEMA old
GO
CREATE TABLE dbo.customers (id int NOT NULL CONSTRAINT pk_customers PRIMARY KEY, city varchar(20) NULL, name varchar(20) NOT NULL);
CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, customer int NOT NULL CONSTRAINT fk_customer REFERENCES dbo.customers (id),
  agent int NULL CONSTRAINT fk_agent REFERENCES dbo.customers (id), amount int NULL, price decimal(9, 2) NOT NULL, placed date NOT NULL);
CREATE TABLE dbo.loose (id int NOT NULL, customer int NOT NULL, code int NULL CONSTRAINT uq_code UNIQUE);
CREATE TABLE dbo.vips (id int NOT NULL PRIMARY KEY CONSTRAINT fk_vip REFERENCES dbo.customers (id));
CREATE TABLE dbo.visits (id int NOT NULL, at datetimeoffset NOT NULL, day date NOT NULL);
CREATE TABLE old.orders (id int NOT NULL CONSTRAINT pk_old PRIMARY KEY, customer int NULL);
CREATE TABLE dbo.lines (line int NOT NULL, buyer int NOT NULL CONSTRAINT fk_buyer REFERENCES dbo.vips (id));
GO
CREATE VIEW dbo.totals AS SELECT customer, SUM(price) AS total FROM dbo.orders GROUP BY customer
GO
CREATE VIEW dbo.wide AS SELECT o.id, o.price, YEAR(o.placed) AS y, COUNT(*) AS n FROM dbo.orders AS o GROUP BY o.id, o.price, YEAR(o.placed)
GO
CREATE SYNONYM dbo.also FOR dbo.orders
GO
CREATE VIEW dbo.named AS SELECT o.id, c.name FROM dbo.orders AS o JOIN dbo.customers AS c ON c.id = o.customer
GO
ALTER TABLE dbo.loose WITH NOCHECK ADD CONSTRAINT fk_loose FOREIGN KEY (customer) REFERENCES dbo.customers (id);
`;

async function mutants(query: string, rule: string): Promise<Mutant[]> {
  const { catalog } = await read(TABLES);
  const all = mutantsOf({ text: `CREATE VIEW dbo.v AS ${query}`, quotedIdentifier: true }, catalog, 1000);
  return all.mutants.filter((mutant) => mutant.rule === rule);
}

const reasons = async (query: string, rule: string): Promise<(string | null)[]> =>
  (await mutants(query, rule)).map(({ justifiedBy }) => justifiedBy?.split(', ')[0] ?? null);

const LEFT = 'join became left';

describe('Justified mutants', () => {
  test.each([
    ['an inner join over a trusted key', 'join-kind', 'SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer', ['fk_customer', null]], // prettier-ignore
    ['a left join over it', 'join-kind', 'SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.customer', ['fk_customer', null]], // prettier-ignore
    ['a chain of joins, each over a key', 'join-kind', 'SELECT o.id FROM customers a JOIN orders o ON a.id = o.customer JOIN customers c ON c.id = o.customer', ['fk_customer', 'fk_customer', null]], // prettier-ignore
    [
      'a join over a key of a key',
      'join-kind',
      'SELECT l.line FROM lines l JOIN customers c ON c.id = l.buyer',
      ['fk_buyer', null],
    ],
    ['a join over a column that is equal to one with a key', 'join-kind', 'SELECT v.id FROM vips v JOIN loose x ON x.code = v.id JOIN customers c ON c.id = x.code', [null, 'fk_vip', null]], // prettier-ignore
    ['a join of a view over its key', 'join-kind', 'SELECT t.total FROM totals t JOIN customers c ON c.id = t.customer', ['fk_customer', null]], // prettier-ignore
    ['at most one row for each row of APPLY', 'distinct', 'SELECT c.id, d.price FROM customers c OUTER APPLY (SELECT TOP 1 o.price FROM orders o WHERE o.customer = c.id ORDER BY o.id) d', ['pk_customers']], // prettier-ignore
    ['a part of the columns of groups', 'distinct', 'SELECT w.id FROM wide w', ['pk_orders']],
    ['a synonym', 'distinct', 'SELECT id FROM also', ['pk_orders']],
    ['rows of UNPIVOT', 'distinct', 'SELECT u.id, u.what, u.n FROM (SELECT id, customer, agent FROM orders) AS s UNPIVOT (n FOR what IN (customer, agent)) AS u', ['pk_orders', 'pk_orders']], // prettier-ignore
    ['blanks of a row that the others fix', 'trailing-blanks', 'SELECT DISTINCT c.id, c.name FROM customers c JOIN orders o ON o.agent = c.id', ['pk_customers']], // prettier-ignore
    ['DISTINCT over a key', 'distinct', 'SELECT DISTINCT id, amount FROM orders', ['pk_orders']],
    ['DISTINCT added to a key', 'distinct', 'SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer', ['pk_orders']], // prettier-ignore
    ['a key that an equality hands on', 'distinct', 'SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.agent', ['pk_orders']], // prettier-ignore
    ['all columns', 'distinct', 'SELECT * FROM orders', ['pk_orders']],
    ['a key seen through a view', 'distinct', 'SELECT n.id, n.name FROM named n', ['pk_orders']],
    ['a key beside a view of one row for it', 'distinct', 'SELECT c.id, t.total FROM customers c JOIN totals t ON t.customer = c.id', ['pk_customers']], // prettier-ignore
    ['a key through a common table expression', 'distinct', 'WITH x AS (SELECT id FROM orders) SELECT id FROM x', ['pk_orders', 'pk_orders']], // prettier-ignore
    ['a count of what is NOT NULL', 'count', 'SELECT COUNT(price) AS n FROM orders', ['NOT NULL of dbo.orders.price']],
    ['a distinct count of a key', 'count', 'SELECT customer, COUNT(DISTINCT id) AS n FROM orders GROUP BY customer', ['pk_orders']], // prettier-ignore
    ['a default of what is NOT NULL', 'null-default', 'SELECT ISNULL(price, 0) AS x FROM orders', ['NOT NULL of dbo.orders.price']], // prettier-ignore
    ['IS NOT NULL of what is', 'dropped-conjunct', 'SELECT id FROM orders WHERE price IS NOT NULL AND amount > 5', ['NOT NULL of dbo.orders.price', null]], // prettier-ignore
    ['groups of one row', 'aggregate', 'SELECT id, SUM(amount) AS x FROM orders GROUP BY id', ['pk_orders']],
    ['the least of one value', 'aggregate', 'SELECT c.id, MIN(c.name) AS x FROM customers c JOIN orders o ON o.customer = c.id GROUP BY c.id', ['pk_customers']], // prettier-ignore
    ['a column that the key beside it fixes', 'group-column', 'SELECT c.id, COUNT(*) AS n FROM customers c JOIN orders o ON o.customer = c.id GROUP BY c.id, c.name', ['pk_customers']], // prettier-ignore
    ['an order behind a key', 'sort-direction', 'SELECT TOP 3 id FROM orders ORDER BY id, amount', [null, 'pk_orders']],
    ['parts of a union told apart by a constant', 'union', "SELECT id, 'a' AS k FROM orders UNION SELECT id, 'b' FROM customers", ['pk_orders']], // prettier-ignore
  ])('%s (%s)', async (_name, rule, query, expected) => {
    expect(await reasons(query, rule)).toEqual(expected);
  });

  test.each([
    ['a nullable key', 'join-kind', 'SELECT o.id FROM orders o JOIN customers c ON c.id = o.agent'],
    ['an untrusted key', 'join-kind', 'SELECT o.id FROM loose o JOIN customers c ON c.id = o.customer'],
    ['a condition beside the key', 'join-kind', "SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer AND c.name = 'x'"], // prettier-ignore
    ['a filtered side', 'join-kind', 'SELECT o.id FROM orders o JOIN (SELECT id FROM customers WHERE id > 1) c ON c.id = o.customer'], // prettier-ignore
    ['DISTINCT over half of a key', 'distinct', 'SELECT DISTINCT o.id FROM orders o JOIN loose l ON l.customer = o.customer'], // prettier-ignore
    ['DISTINCT over what is no key', 'distinct', 'SELECT DISTINCT amount FROM orders'],
    ['a unique column with NULLs', 'distinct', 'SELECT l.code FROM customers c LEFT JOIN loose l ON l.code = c.id'],
    ['a view without its key', 'distinct', 'SELECT t.total FROM totals t'],
    ['groups with a NULL beside the NULL of an outer join', 'distinct', 'SELECT g.agent FROM customers c LEFT JOIN (SELECT agent FROM orders GROUP BY agent) g ON 1 = 1'], // prettier-ignore
    ['a part of groups that is no key', 'distinct', 'SELECT w.y FROM wide w'],
    [
      'blanks in groups that a key does not fix',
      'trailing-blanks',
      'SELECT c.name, COUNT(*) AS n FROM customers c GROUP BY c.name',
    ],
    ['a function of moments that are equal in other offsets', 'distinct', 'SELECT at FROM visits GROUP BY at, DATEPART(day, at)'], // prettier-ignore
    ['a function of a column whose type is not known', 'distinct', 'SELECT d.x FROM (SELECT SWITCHOFFSET(at, 60) AS x FROM visits) AS d GROUP BY d.x, DATEPART(day, d.x)'], // prettier-ignore
    ['a count of a column of one of two tables of that name', 'count', 'SELECT COUNT(old.orders.customer) AS n FROM dbo.orders JOIN old.orders ON 1 = 1'], // prettier-ignore
    ['a key of one of two tables of that name', 'distinct', 'SELECT dbo.orders.* FROM dbo.orders CROSS JOIN old.orders'], // prettier-ignore
    ['all columns of one of two tables of that name, in a derived table', 'count', 'SELECT COUNT(d.customer) AS n FROM (SELECT old.orders.* FROM dbo.orders CROSS JOIN old.orders) AS d'], // prettier-ignore
    ['a computed key', 'distinct', 'SELECT id + 1 AS x FROM orders'],
    ['a count of a column that is NOT NULL in its table but not here', 'count', 'SELECT COUNT(o.price) AS n FROM customers c LEFT JOIN orders o ON o.customer = c.id'], // prettier-ignore
    ['a default of such a column', 'null-default', 'SELECT ISNULL(o.price, 0) AS x FROM customers c LEFT JOIN orders o ON o.customer = c.id'], // prettier-ignore
    ['groups of several rows', 'aggregate', 'SELECT customer, SUM(amount) AS x FROM orders GROUP BY customer'],
    ['the least of several values', 'aggregate', 'SELECT c.id, MIN(o.price) AS x FROM customers c JOIN orders o ON o.customer = c.id GROUP BY c.id'], // prettier-ignore
    [
      'an order by an alias that looks like a key',
      'sort-direction',
      'SELECT TOP 3 amount AS id, price FROM orders ORDER BY id, price',
    ],
    ['a column that nothing fixes', 'group-column', 'SELECT customer, COUNT(*) AS n FROM orders GROUP BY customer, agent'], // prettier-ignore
    ['parts of a union that may be equal', 'union', 'SELECT id FROM orders UNION SELECT id FROM customers'],
    ['constants that differ in case only', 'union', "SELECT id, 'a' AS k FROM orders UNION SELECT id, 'A' FROM customers"], // prettier-ignore
  ])('%s is no reason (%s)', async (_name, rule, query) => {
    const found = await reasons(query, rule);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(found.map(() => null));
  });
});

test('a key of what stands under APPLY is none of the whole: each row of the left has its own', async () => {
  const query = 'SELECT d.id FROM customers c CROSS APPLY (SELECT o.id FROM orders o WHERE o.customer <> c.id) d';
  expect((await reasons(query, 'distinct'))[0]).toBeNull();
});

describe('What is the same query by its words alone is no mutant', () => {
  test.each([
    ['a left join whose far side WHERE needs', 'join-kind', 'SELECT a.id FROM loose a JOIN loose b ON a.id = b.code WHERE b.code > 1', LEFT], // prettier-ignore
    ['a left join whose far side a later join needs', 'join-kind', 'SELECT a.id FROM loose a JOIN loose b ON a.id = b.code JOIN loose c ON c.id = b.id', 'INNER'], // prettier-ignore
  ])('%s', async (_name, rule, query) => {
    const [first] = await mutants(query, rule);
    expect(first?.text ?? '').not.toContain('LEFT JOIN loose b');
  });

  test.each([
    ['DISTINCT over all keys of groups', 'distinct', 'SELECT customer, COUNT(*) AS n FROM orders GROUP BY customer'],
    ['DISTINCT in EXISTS', 'distinct', 'SELECT COUNT(*) AS n FROM orders WHERE EXISTS (SELECT id FROM loose)'],
    ['CROSS APPLY of what always has a row', 'apply-kind', 'SELECT c.id, d.n FROM customers c CROSS APPLY (SELECT COUNT(*) AS n FROM orders o WHERE o.customer = c.id) d'], // prettier-ignore
    ['UNION ALL of parts that EXCEPT and keys make distinct and a constant tells apart', 'union', "SELECT 'a' AS k, x.id FROM (SELECT id FROM loose EXCEPT SELECT id FROM orders) AS x UNION ALL SELECT DISTINCT 'b', id FROM loose"], // prettier-ignore
    ['what PIVOT makes', 'distinct', 'SELECT p.customer, p.[1] FROM (SELECT customer, agent, price FROM orders GROUP BY customer, agent, price) AS s PIVOT (SUM(price) FOR agent IN ([1])) AS p'], // prettier-ignore
    ['DISTINCT over groups by a column and a function of it', 'distinct', 'SELECT day FROM visits GROUP BY day, DATEPART(day, day)'], // prettier-ignore
    ['UNION ALL within UNION', 'distinct', 'SELECT amount FROM orders UNION SELECT amount FROM orders'],
    ['COUNT of a constant', 'count', 'SELECT COUNT(1) AS n FROM orders'],
    ['a default that is asked for another value', 'null-default', 'SELECT id FROM orders WHERE ISNULL(amount, 0) = 1'],
    ['a default of what WHERE needs', 'null-default', 'SELECT ISNULL(amount, 0) AS x FROM orders WHERE amount > 1'],
  ])('%s (%s)', async (_name, rule, query) => {
    expect(await mutants(query, rule)).toEqual([]);
  });

  test.each([
    ['a left join that a later left join needs', 'join-kind', 'SELECT a.id FROM loose a JOIN loose b ON a.id = b.code LEFT JOIN loose c ON c.id = b.id', 4], // prettier-ignore
    ['a condition that NULL passes', 'join-kind', 'SELECT a.id FROM loose a JOIN loose b ON a.id = b.code WHERE b.code > 1 OR b.code IS NULL', 2], // prettier-ignore
    ['a default that is asked for', 'null-default', 'SELECT id FROM orders WHERE ISNULL(amount, 0) = 0', 1],
    ['CROSS APPLY of what may have no row', 'apply-kind', 'SELECT c.id, d.n FROM customers c CROSS APPLY (SELECT COUNT(*) AS n FROM orders o WHERE o.customer = c.id HAVING COUNT(*) > 1) d', 1], // prettier-ignore
    ['a name joined of what is NULL together, as a whole', 'null-text', "SELECT c.name + ' ' + c.name AS n FROM orders o LEFT JOIN customers c ON c.id = o.agent", 1], // prettier-ignore
    ['a name joined with what is NULL by itself', 'null-text', "SELECT c.city + ' ' + c.name AS n FROM orders o LEFT JOIN customers c ON c.id = o.agent", 2], // prettier-ignore
    ['a default behind NOT', 'null-default', 'SELECT id FROM orders WHERE NOT (ISNULL(amount, 0) = 1)', 1],
    ['IS NOT NULL beside OR', 'dropped-conjunct', 'SELECT id FROM orders WHERE agent IS NOT NULL AND (agent > 1 OR amount > 1)', 2], // prettier-ignore
  ])('but %s is one (%s)', async (_name, rule, query, count) => {
    expect(await mutants(query, rule)).toHaveLength(count);
  });
});
