/** What definitions ask of rows, and what the engine's probe shows of it. */
import { Session } from '../../../src/engine/session/session.js';
import { coverage, OutcomeRecorder, requirementsOf, type Requirement } from '../../../src/proof/strength/index.js';
import { read } from '../../sources/read-case.js';

const SURROUNDINGS = { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database: 'db', server: 'srv', random: () => 0.5, elapsedMs: () => 0 }; // prettier-ignore

const TABLES = `
CREATE TABLE dbo.customers (id int NOT NULL CONSTRAINT pk_customers PRIMARY KEY, city varchar(20) NULL, name varchar(20) NOT NULL);
CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, customer int NOT NULL CONSTRAINT fk_customer REFERENCES dbo.customers (id),
  agent int NULL CONSTRAINT fk_agent REFERENCES dbo.customers (id), amount int NULL, price decimal(9, 2) NOT NULL);
CREATE TABLE dbo.loose (id int NOT NULL, customer int NOT NULL);
ALTER TABLE dbo.loose WITH NOCHECK ADD CONSTRAINT fk_loose FOREIGN KEY (customer) REFERENCES dbo.customers (id);
`;

async function requirements(query: string, more = ''): Promise<readonly Requirement[]> {
  const { catalog } = await read(`${TABLES}\nGO\n${more}`);
  return requirementsOf({ text: `CREATE VIEW dbo.v AS ${query}`, quotedIdentifier: true }, catalog);
}

/** What must be seen, without what a constraint rules out. */
const asked = async (query: string, more = ''): Promise<string[]> =>
  (await requirements(query, more)).filter(({ justifiedBy }) => justifiedBy === null).map(({ outcome }) => outcome);

const [BOTH, ALL] = [['true', 'false'], ['true', 'false', 'unknown']]; // prettier-ignore

describe('Requirements', () => {
  test.each([
    ['a column that is NOT NULL is never unknown', 'SELECT id FROM orders WHERE price > 5', BOTH],
    ['a nullable one can be', 'SELECT id FROM orders WHERE amount > 5', ALL],
    ['functions and arithmetic of what is not null are not null', 'SELECT id FROM customers WHERE LEN(UPPER(name)) + id * 2 > 5', BOTH], // prettier-ignore
    ['NULLIF can be NULL', 'SELECT id FROM customers WHERE NULLIF(id, 1) > 5', ALL],
    ['ISNULL with a value cannot', 'SELECT id FROM orders WHERE ISNULL(amount, 0) > 5', BOTH],
    ['a column of the far side of an outer join can be NULL, NOT NULL or not', 'SELECT o.id FROM customers c LEFT JOIN orders o ON o.id = c.id WHERE o.price > 1', ['matched', 'left_unmatched', ...BOTH, ...ALL]], // prettier-ignore
    ['an inner join above it takes the NULL away again', 'SELECT c.id FROM customers c LEFT JOIN orders o ON o.id = c.id JOIN customers d ON d.id = o.customer WHERE o.customer > 1', ['matched', 'left_unmatched', ...BOTH, ...ALL, ...BOTH]], // prettier-ignore
    ['what WHERE needs has a value behind it', 'SELECT CASE WHEN amount > 7 THEN 1 ELSE 2 END AS x FROM orders WHERE amount > 5', [...BOTH, ...ALL]], // prettier-ignore
    ['through a derived table', 'SELECT d.x FROM (SELECT price AS x, amount AS y FROM orders) AS d WHERE d.x > 1 AND d.y > 1', [...BOTH, ...ALL]], // prettier-ignore
    ['through a common table expression', 'WITH c (x) AS (SELECT price FROM orders) SELECT x FROM c WHERE x > 1', BOTH],
    ['EXISTS and IS NULL are never unknown', 'SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM customers) AND amount IS NULL', [...BOTH, ...BOTH]], // prettier-ignore
    ['a scalar subquery may give no row', 'SELECT id FROM orders WHERE (SELECT MAX(id) FROM customers) > 1', [...ALL, 'several_rows']], // prettier-ignore
    ['but a count is always there', 'SELECT id FROM orders WHERE (SELECT COUNT(*) FROM customers) > 1', [...BOTH, 'several_rows']], // prettier-ignore
    ['NOT IN a query with NULLs can be unknown', 'SELECT id FROM orders WHERE id NOT IN (SELECT amount FROM orders)', ALL], // prettier-ignore
    ['the sum of a group of what is not null is not null', 'SELECT customer FROM orders GROUP BY customer HAVING SUM(price) > 1', ['several_rows', ...BOTH]], // prettier-ignore
    ['without groups there may be no row to sum', 'SELECT 1 AS x FROM orders HAVING SUM(price) > 1', ['several_rows', ...ALL]], // prettier-ignore
    ['a simple CASE compares', 'SELECT CASE amount WHEN 1 THEN 2 END AS x FROM orders', ALL],
    ['constants are asked nothing', 'SELECT id FROM orders WHERE 1 = 1', []],
    ['subtotals make keys NULL', "SELECT customer, CASE WHEN customer = 1 THEN 'x' ELSE 'y' END AS y FROM orders GROUP BY customer WITH ROLLUP", ['several_rows', ...ALL]], // prettier-ignore
    ['what GROUP BY works out is asked once', 'SELECT CASE WHEN o.amount > 1 THEN 1 ELSE 2 END AS x FROM orders o GROUP BY CASE WHEN amount > 1 THEN 1 ELSE 2 END', [...ALL, 'several_rows']], // prettier-ignore
  ])('%s', async (_name, query, outcomes) => {
    expect((await asked(query)).toSorted()).toEqual([...outcomes].toSorted());
  });

  test('a view read by name has the NULLs of its own query', async () => {
    const view = 'CREATE VIEW dbo.w AS SELECT price, amount FROM dbo.orders';
    expect(await asked('SELECT price FROM dbo.w WHERE price > 1 AND amount > 1', view)).toEqual([...BOTH, ...ALL]);
  });

  test('a trusted foreign key over NOT NULL columns justifies that no row goes without a partner, by its name', async () => {
    const found = await requirements('SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.customer');
    expect(found.find(({ outcome }) => outcome === 'left_unmatched')?.justifiedBy).toMatch(/^fk_customer, NOT NULL of/);
  });

  test.each([
    ['a nullable key', 'SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.agent'],
    ['an untrusted key', 'SELECT o.id FROM loose o LEFT JOIN customers c ON c.id = o.customer'],
    ['a further condition', "SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.customer AND c.city = 'x'"],
    ['a filtered far side', 'SELECT o.id FROM orders o LEFT JOIN (SELECT id FROM customers WHERE id > 1) c ON c.id = o.customer'], // prettier-ignore
    ['another column than the key', 'SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.id'],
    ['a far side that a join has thinned', 'SELECT o.id FROM orders o LEFT JOIN (customers c JOIN loose l ON l.id = c.id) ON c.id = o.customer'], // prettier-ignore
    ['a near side that is NULL itself', 'SELECT d.id FROM (customers d LEFT JOIN orders o ON o.agent = d.id) LEFT JOIN customers c ON c.id = o.customer'], // prettier-ignore
  ])('%s does not', async (_name, query) => {
    const found = await requirements(query);
    expect(found.findLast(({ outcome }) => outcome === 'left_unmatched')?.justifiedBy).toBeNull();
  });

  test('groups by a key have one row each, by its name', async () => {
    const [group] = await requirements('SELECT id, SUM(amount) AS x FROM orders GROUP BY id');
    expect(group).toMatchObject({ outcome: 'several_rows', justifiedBy: 'pk_orders' });
  });
});

test.each(['WITH ROLLUP', 'WITH CUBE'])('subtotals have several rows, whatever key there is (%s)', async (words) => {
  const [group] = await requirements(`SELECT id, SUM(amount) AS x FROM orders GROUP BY id ${words}`);
  expect(group).toMatchObject({ outcome: 'several_rows', justifiedBy: null });
});

describe('What was seen', () => {
  function session(probe: OutcomeRecorder): Session {
    const made = new Session({ surroundings: SURROUNDINGS, probe });
    made.run('CREATE TABLE dbo.a (id int NOT NULL, x int NULL); CREATE TABLE dbo.b (id int NOT NULL, y int NULL)');
    made.run('INSERT dbo.a VALUES (1, 1), (2, 9), (3, NULL); INSERT dbo.b VALUES (1, 1), (1, 2), (7, 7)');
    return made;
  }

  const missing = (text: string, recorder: OutcomeRecorder): string[] =>
    coverage(requirementsOf({ text, quotedIdentifier: true }, null), recorder).missing.map(({ what }) => what);

  test('outcomes of WHERE, ON and CASE, joins with and without partners, and groups of several rows', () => {
    const text = 'CREATE VIEW dbo.v AS SELECT a.id, COUNT(*) AS n, MAX(CASE WHEN b.y = 1 THEN 1 WHEN b.y > 1 THEN 2 END) AS m FROM dbo.a FULL JOIN dbo.b ON a.id = b.id WHERE a.x > 5 OR a.x IS NULL OR b.y < 9 GROUP BY a.id'; // prettier-ignore
    const recorder = new OutcomeRecorder({ schema: 'dbo', name: 'v' });
    const own = session(recorder);
    own.run(text);
    own.run('SELECT * FROM dbo.v');
    expect(missing(text, recorder)).toEqual(['a.id = b.id was never unknown', 'b.y < 9 was never false']);
  });

  test('a view that is read counts for itself, not for the one that reads it', () => {
    const recorder = new OutcomeRecorder({ schema: 'dbo', name: 'v' });
    const own = session(recorder);
    const [inner, outer] = ['CREATE VIEW dbo.w AS SELECT id, x FROM dbo.a WHERE x > 5', 'CREATE VIEW dbo.v AS SELECT id, x FROM dbo.w WHERE x > 5']; // prettier-ignore
    own.run(inner);
    own.run(outer);
    own.run('SELECT id FROM dbo.v WHERE id > 5');
    expect(missing(outer, recorder)).toEqual(['x > 5 was never false', 'x > 5 was never unknown']);
  });

  test('a simple CASE, and conditions that are not reached, are seen too', () => {
    const text = 'CREATE VIEW dbo.v AS SELECT CASE x WHEN 1 THEN 1 WHEN 9 THEN 2 END AS c, IIF(x = 1, 1, 2) AS i FROM dbo.a WHERE id = 1 OR x = 9'; // prettier-ignore
    const recorder = new OutcomeRecorder({ schema: 'dbo', name: 'v' });
    const own = session(recorder);
    own.run(text);
    own.run('SELECT * FROM dbo.v');
    expect(missing(text, recorder)).toEqual(['x = 1 was never unknown', 'x = 9 was never unknown', 'x = 1 was never unknown', 'id = 1 was never unknown']); // prettier-ignore
  });

  test('conditions in the body of a function are those of the function', () => {
    const recorder = new OutcomeRecorder({ schema: 'dbo', name: 'f' });
    const own = session(recorder);
    const text = 'CREATE FUNCTION dbo.f (@x int) RETURNS int AS BEGIN IF @x > 5 RETURN 1; RETURN 2 END';
    own.run(text);
    own.run('SELECT dbo.f(x) AS y FROM dbo.a');
    expect(missing(text, recorder)).toEqual([]);
  });
});
