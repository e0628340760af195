import { setTimeout as sleep } from 'node:timers/promises';
import { InProcessRevocations } from '../../src/cache/in-process.js';
import { RedisRevocations } from '../../src/cache/in-redis.js';
import type { Revocation, Revocations } from '../../src/cache/revocations.js';
import { describeContract } from './adapters.js';

const adapters = {
  inProcess: (): Revocations => new InProcessRevocations(),
  async onRedis(connections: ConstructorParameters<typeof RedisRevocations>[0]): Promise<Revocations> {
    const revocations = new RedisRevocations(connections);
    const subscribed = new Promise<void>((resolve) => revocations.subscribe(() => resolve()));
    revocations.onModuleInit();
    await subscribed;
    return revocations;
  },
};
const session: Revocation = { kind: 'session', id: 'ses_1' };

describeContract('revocations', adapters, (open) => {
  it('reach the listeners of every process within a second', async () => {
    const { one, other } = await open();
    const heard: unknown[] = [];
    const both = new Promise<void>((resolve) => {
      for (const listening of [one, other])
        listening.subscribe((revocation) => {
          if (heard.push(revocation) >= 2) resolve();
        });
    });
    await one.publish(session);
    await Promise.race([both, sleep(1_000)]);
    expect(heard.length).toBeGreaterThanOrEqual(2);
    expect(new Set(heard.map((revocation) => JSON.stringify(revocation)))).toEqual(new Set([JSON.stringify(session)]));
  });

  it('have reached the process that revokes when `publish` resolves', async () => {
    const { one } = await open();
    const heard: unknown[] = [];
    one.subscribe((revocation) => heard.push(revocation));
    await one.publish({ kind: 'user', id: 'usr_1' });
    expect(heard).toContainEqual({ kind: 'user', id: 'usr_1' });
  });

  it('are not told to who no longer listens', async () => {
    const { one, other } = await open();
    let heard = 0;
    const stop = other.subscribe(() => heard++);
    stop();
    await one.publish(session);
    await sleep(100);
    expect(heard).toBe(0);
  });
});
