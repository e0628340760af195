/** Queries that are combined, read from the last to the first: which of texts that are equal is shown is nobody's promise. */
import { Session } from '../../../src/engine/session/session.js';

function shown(query: string, readsBackwards: boolean): string[] {
  const session = new Session({
    surroundings: { nowUtc: 638_000_000_000_000_000n, offsetMinutes: 0, user: 'dbo', database: 'shop', server: 'SRV', random: () => 0.5, elapsedMs: () => 0, readsBackwards }, // prettier-ignore
  });
  const [result] = session.run(query);
  return result?.kind === 'rows'
    ? result.rows.map(([value]) => (typeof value === 'string' ? value : JSON.stringify(value)))
    : [JSON.stringify(result)];
}

describe('queries read backwards', () => {
  it.each([
    ["SELECT 'a' AS x UNION SELECT 'A'", ['a'], ['A']],
    ["SELECT 'a' AS x INTERSECT SELECT 'A'", ['a'], ['A']],
    ["SELECT 'a' AS x EXCEPT SELECT 'B'", ['a'], ['a']],
    ["SELECT x FROM (SELECT 'a' AS x UNION ALL SELECT 'A') AS t GROUP BY x", ['a'], ['A']],
    ["SELECT x FROM (VALUES ('a'), ('A'), ('a')) AS t (x) GROUP BY x", ['a'], ['A']],
    ["SELECT DISTINCT x FROM (VALUES ('a'), ('A'), ('a')) AS t (x)", ['a'], ['A']],
    ["SELECT DISTINCT x FROM (VALUES ('a'), ('a'), ('b')) AS t (x)", ['a', 'b'], ['a', 'b']],
    ["SELECT MAX(x) AS x FROM (SELECT 'a' AS x UNION ALL SELECT 'b') AS t", ['b'], ['b']],
  ])('%s', (query, forwards, backwards) => {
    expect([shown(query, false), shown(query, true)]).toEqual([forwards, backwards]);
  });
});
