import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SETTINGS_SCHEMA } from '../../src/config/settings.js';
import { inRepository } from '../support/repository.js';
import type { Resource } from './manifests.js';

describe('docker-compose.yml', () => {
  const file: Resource = parse(readFileSync(inRepository('docker-compose.yml'), 'utf8'), { merge: true });

  it('has the four services, each started when what it needs is healthy', () => {
    expect(Object.keys(file.services).sort()).toEqual(['agents', 'api', 'postgres', 'redis']);
    for (const name of ['api', 'agents'])
      expect(file.services[name].depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
    for (const name of ['postgres', 'redis']) expect(file.services[name].healthcheck.test.length).toBeGreaterThan(1);
  });

  it('keeps what is acknowledged: a volume for PostgreSQL, a log of Redis, no eviction', () => {
    expect(file.services.postgres).toMatchObject({
      image: 'postgres:15',
      environment: { POSTGRES_DB: 'datamigrate' },
      volumes: ['postgres_data:/var/lib/postgresql/data'],
    });
    expect(file.services.redis.command).toEqual([
      'redis-server',
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
    ]);
    expect(file.services.redis.image).toBe('redis:7');
  });

  it('runs both roles of one image without rights, with a first process that reaps', () => {
    for (const [name, role] of [
      ['api', 'api'],
      ['agents', 'worker'],
    ] as const) {
      const { environment, ...service } = file.services[name];
      expect(environment.ROLE).toBe(role);
      expect(service).toMatchObject({ build: '.', init: true, read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] }); // prettier-ignore
      expect(Number.parseInt(service.stop_grace_period, 10)).toBeGreaterThan(25 + 5);
    }
  });

  it('holds no secret, demands those that it needs, and publishes the API to this machine only', () => {
    for (const name of ['POSTGRES_PASSWORD', 'JWT_SECRET', 'SERVICE_TOKEN'])
      expect(readFileSync(inRepository('docker-compose.yml'), 'utf8')).toContain(`\${${name}:?`);
    const published = Object.entries(file.services).flatMap(([name, service]) =>
      ((service as Resource).ports ?? []).map((port: string) => `${name} ${port}`),
    );
    expect(published).toEqual(['api 127.0.0.1:8000:8000']);
  });

  it('sets only what the service reads', () => {
    for (const name of ['api', 'agents'])
      for (const variable of Object.keys(file.services[name].environment))
        expect([...Object.keys(SETTINGS_SCHEMA.shape), 'ANTHROPIC_API_KEY']).toContain(variable);
  });
});
