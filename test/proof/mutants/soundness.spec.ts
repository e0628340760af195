/** On rows that the engine takes under its constraints, nothing that is justified or called the same query gives other rows. */
import type { BatchResult } from '../../../src/engine/session/batch-result.js';
import { Session } from '../../../src/engine/session/session.js';
import { mutantsOf, sameQueriesOf, type Mutant } from '../../../src/proof/mutants/index.js';
import { read } from '../../sources/read-case.js';

const SURROUNDINGS = { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database: 'db', server: 'srv', random: () => 0.5, elapsedMs: () => 0 }; // prettier-ignore

const TABLES = `
CREATE TABLE dbo.customers (id int NOT NULL CONSTRAINT pk_customers PRIMARY KEY, city varchar(20) NULL, name varchar(20) NOT NULL);
CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, customer int NOT NULL CONSTRAINT fk_customer REFERENCES dbo.customers (id),
  agent int NULL CONSTRAINT fk_agent REFERENCES dbo.customers (id), amount int NULL, price decimal(9, 2) NOT NULL);
CREATE TABLE dbo.lines (orderid int NOT NULL CONSTRAINT fk_order REFERENCES dbo.orders (id), line int NOT NULL, code int NULL CONSTRAINT uq_code UNIQUE, qty int NOT NULL, CONSTRAINT pk_lines PRIMARY KEY (orderid, line));
GO
CREATE VIEW dbo.totals AS SELECT customer, SUM(price) AS total, COUNT(*) AS n FROM dbo.orders GROUP BY customer
GO
CREATE VIEW dbo.named AS SELECT o.id, o.customer, c.name, c.city FROM dbo.orders AS o LEFT JOIN dbo.customers AS c ON c.id = o.agent
GO
`;
const ROWS = `
INSERT dbo.customers VALUES (1, 'Oslo', 'ann'), (2, NULL, 'ben'), (3, 'oslo', 'ann'), (4, 'Rome', 'eve');
INSERT dbo.orders VALUES (10, 1, 2, 5, 1.5), (11, 1, NULL, NULL, 1.5), (12, 2, 1, 5, 2.5), (13, 3, 1, 7, 0), (14, 3, 4, 7, 2);
INSERT dbo.lines VALUES (10, 1, NULL, 1), (10, 2, 1, 1), (11, 1, 2, 3), (12, 1, 3, 4), (12, 2, 4, 4);
`;

const QUERIES = [
  "SELECT a.id FROM dbo.customers a JOIN dbo.orders o ON o.agent = a.id JOIN dbo.lines l ON l.orderid = o.id LEFT JOIN dbo.customers b ON b.id = l.code WHERE o.amount IS NOT NULL AND o.amount > 3 AND ISNULL(b.city, '') <> 'x' AND ISNULL(l.code, 0) = 1",
  "SELECT o.customer, COUNT(*) AS n, MAX(ISNULL(o.amount, 0)) AS m FROM dbo.orders o LEFT JOIN dbo.lines l ON l.orderid = o.id LEFT JOIN dbo.customers c ON c.id = l.code WHERE o.amount > 4 GROUP BY o.customer",
  "SELECT CASE WHEN o.agent IS NOT NULL AND o.agent > 1 THEN 'a' WHEN ISNULL(o.agent, 0) = 1 THEN 'b' ELSE 'c' END AS k, o.id FROM dbo.orders o FULL JOIN dbo.lines l ON l.orderid = o.id WHERE l.qty > 0",
  'SELECT o.id, c.name FROM dbo.orders o JOIN dbo.customers c ON c.id = o.customer WHERE o.price IS NOT NULL AND o.amount > 5',
  'SELECT o.id, c.name, a.name AS agent FROM dbo.orders o LEFT JOIN dbo.customers c ON o.customer = c.id LEFT JOIN dbo.customers a ON a.id = o.agent',
  'SELECT c.id, c.name, COUNT(o.id) AS n, COUNT(o.amount) AS m, SUM(ISNULL(o.amount, 0)) AS s FROM dbo.customers c LEFT JOIN dbo.orders o ON o.customer = c.id GROUP BY c.id, c.name',
  'SELECT DISTINCT o.id, l.line, l.qty FROM dbo.lines l JOIN dbo.orders o ON o.id = l.orderid JOIN dbo.customers c ON c.id = o.customer',
  'SELECT DISTINCT l.code FROM dbo.orders o LEFT JOIN dbo.lines l ON l.orderid = o.id AND l.code > 1',
  "SELECT id, 'o' AS kind FROM dbo.orders UNION SELECT id, 'c' FROM dbo.customers UNION ALL SELECT line, 'l' FROM dbo.lines",
  'SELECT o.id, SUM(o.price) AS s, MIN(o.amount) AS m, COUNT(DISTINCT o.id) AS d FROM dbo.orders o GROUP BY o.id HAVING COUNT(*) > 0',
  'SELECT t.customer, t.total, c.city FROM dbo.totals t JOIN dbo.customers c ON c.id = t.customer WHERE t.n > 1 OR c.city IS NULL',
  'SELECT n.id, ISNULL(n.name, ISNULL(n.city, \'-\')) AS who FROM dbo.named n JOIN dbo.customers c ON c.id = n.customer',
  'SELECT TOP 3 o.id, o.amount FROM dbo.orders o ORDER BY o.id DESC, o.amount',
  'SELECT o.id, ROW_NUMBER() OVER (PARTITION BY o.customer ORDER BY o.id, o.price) AS r FROM dbo.orders o',
  'WITH x AS (SELECT o.customer, COUNT(*) AS n FROM dbo.orders o GROUP BY o.customer) SELECT x.customer, x.n, c.name FROM x RIGHT JOIN dbo.customers c ON c.id = x.customer',
  'SELECT c.id, (SELECT MAX(o.price) FROM dbo.orders o WHERE o.id = c.id + 9) AS p FROM dbo.customers c WHERE c.name IS NULL OR c.id > 1',
  'SELECT l.orderid, COUNT(*) AS n FROM dbo.lines l JOIN dbo.orders o ON l.orderid = o.id JOIN dbo.customers c ON o.customer = c.id GROUP BY l.orderid, o.customer, c.name',
  'SELECT c.id, d.price FROM dbo.customers c OUTER APPLY (SELECT TOP 1 o.price FROM dbo.orders o WHERE o.customer = c.id ORDER BY o.id) d',
  'SELECT c.id, d.n FROM dbo.customers c CROSS APPLY (SELECT COUNT(*) AS n FROM dbo.orders o WHERE o.customer = c.id) d',
  'SELECT u.id, u.what, u.n FROM (SELECT id, customer, agent FROM dbo.orders) AS s UNPIVOT (n FOR what IN (customer, agent)) AS u',
  'SELECT p.customer, p.[1] AS one FROM (SELECT customer, agent, price FROM dbo.orders) AS s PIVOT (SUM(price) FOR agent IN ([1])) AS p',
  'SELECT c.city, c.name, a.name AS other FROM dbo.customers c LEFT JOIN dbo.orders o ON o.customer = c.id LEFT JOIN dbo.customers a ON a.id = o.agent JOIN dbo.lines l ON l.orderid = o.id',
  "SELECT o.id, c.name + ' ' + c.name AS twice, c.city + '/' + c.name AS k FROM dbo.orders o LEFT JOIN dbo.customers c ON c.id = o.agent",
  'SELECT d.id, d.q FROM (SELECT o.id, SUM(l.qty) AS q FROM dbo.orders o JOIN dbo.lines l ON l.orderid = o.id GROUP BY o.id) AS d WHERE d.q > 2',
]; // prettier-ignore

function session(): Session {
  const made = new Session({ surroundings: SURROUNDINGS });
  for (const text of [TABLES, ROWS]) for (const result of made.run(text)) if (result.kind === 'error') throw new Error(result.message); // prettier-ignore
  return made;
}

/** Rows as a text that is the same for the same bag of rows; an error as its number. */
function answer(own: Session, text: string): string {
  own.run('DROP VIEW IF EXISTS dbo.v');
  const results: BatchResult[] = [...own.run(text), ...own.run('SELECT * FROM dbo.v')];
  const fault = results.find(({ kind }) => kind === 'error' || kind === 'not_in_engine');
  if (fault) return fault.kind === 'error' ? `error ${fault.number}` : fault.kind;
  return results
    .flatMap((result) => (result.kind === 'rows' ? result.rows.map((row) => row.map(String).join('|')) : []))
    .sort()
    .join('\n');
}

describe('Rows under trusted constraints', () => {
  test.each(QUERIES)('%s', async (query) => {
    const { catalog } = await read(TABLES);
    const text = `CREATE VIEW dbo.v AS ${query}`;
    const own = session();
    const original = answer(own, text);
    expect(original).not.toMatch(/^(error|not_in)/);
    const isTold = (mutant: Mutant): boolean => answer(own, mutant.text) !== original;
    const { mutants } = mutantsOf({ text, quotedIdentifier: true }, catalog, 1000);
    const justified = mutants.filter(({ justifiedBy }) => justifiedBy !== null);
    expect(justified.filter(isTold)).toEqual([]);
    const same = sameQueriesOf({ text, quotedIdentifier: true }, catalog);
    expect(same.filter((mutant) => !answer(own, mutant.text).startsWith('error') && isTold(mutant))).toEqual([]);
  });

  test('there are queries of each kind to tell', async () => {
    const { catalog } = await read(TABLES);
    const definitions = QUERIES.map((query) => ({ text: `CREATE VIEW dbo.v AS ${query}`, quotedIdentifier: true }));
    const justified = definitions.flatMap((each) => mutantsOf(each, catalog, 1000).mutants.filter(({ justifiedBy }) => justifiedBy !== null)); // prettier-ignore
    expect(justified.length).toBeGreaterThan(QUERIES.length);
    expect(definitions.flatMap((each) => sameQueriesOf(each, catalog)).length).toBeGreaterThan(10);
  });

  test('most mutants that nothing justifies are told apart by so few rows', async () => {
    const { catalog } = await read(TABLES);
    const own = session();
    let [told, all] = [0, 0];
    for (const query of QUERIES) {
      const text = `CREATE VIEW dbo.v AS ${query}`;
      const original = answer(own, text);
      for (const { text: mutant, justifiedBy } of mutantsOf({ text, quotedIdentifier: true }, catalog, 1000).mutants) {
        if (justifiedBy !== null) continue;
        all += 1;
        if (answer(own, mutant) !== original) told += 1;
      }
    }
    expect(all).toBeGreaterThan(80);
    expect(told / all).toBeGreaterThan(0.8);
  });
});
