import { newPerson, startApi } from '../support/api.js';
import { freshDatabase, postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'usage when the server stops', () => {
  it('is written to the last call', async () => {
    const database = await freshDatabase();
    try {
      const api = await startApi({}, database);
      const person = await newPerson(api);
      for (let at = 0; at < 5; at++) await api.call('GET', '/usage/logs', { token: person.token });
      await api.close();
      const { rows } = await database.client.query(
        `SELECT count(*)::int AS calls FROM usage_logs WHERE route = '/api/v1/usage/logs'`,
      );
      expect(rows).toEqual([{ calls: 5 }]);
    } finally {
      await database.close();
    }
  });
});
