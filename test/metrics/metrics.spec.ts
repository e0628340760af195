import { startApi, type TestApi } from '../support/api.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { MetricsServer } from '../../src/metrics/metrics-server.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'metrics', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ METRICS_PORT: '0' });
    for (let n = 0; n < 3; n++) await api.call('GET', '//health');
    await api.call('GET', '/migrations/mig_secret-looking-id');
  });
  afterAll(() => api.close());

  it('count requests by the pattern of their route, never by the address that was asked', async () => {
    const text = await api.app.get(Metrics).registry.metrics();
    expect(text).toContain(
      'datamigrate_http_request_duration_seconds_count{method="GET",route="/health",status="200"} 3',
    );
    expect(text).not.toContain('mig_secret-looking-id');
  });

  it('are not on the port of the API', async () => {
    expect((await api.call('GET', '//metrics')).status).toBe(404);
  });

  it('are of few series, with the units in their names', async () => {
    const text = await api.app.get(Metrics).registry.metrics();
    const series = text.split('\n').filter((line) => line && !line.startsWith('#'));
    expect(series.length).toBeLessThan(2000);
    for (const line of series.filter((name) => name.startsWith('datamigrate_')))
      expect(line).toMatch(
        /^datamigrate_[a-z_]+(_seconds|_total|_bytes|_count|_bucket|_sum|_runs|_jobs|_workers|_lag)/,
      );
  });

  it('answer on a port of their own, which closes with the application', async () => {
    const server = api.app.get(MetricsServer);
    expect(server.port).toBeGreaterThan(0);
    const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`);
    expect([answer.status, (await answer.text()).includes('process_cpu_user_seconds_total')]).toEqual([200, true]);
    expect((await fetch(`http://127.0.0.1:${server.port}/other`)).status).toBe(404);
  });
});
