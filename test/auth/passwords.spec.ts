import { setTimeout as delay } from 'node:timers/promises';
import { isCommonPassword } from '../../src/auth/common-passwords.js';
import { HashQueue } from '../../src/auth/hash-queue.js';
import { Passwords } from '../../src/auth/passwords.js';
import { Problem } from '../../src/common/http/problem.js';
import { Secrets } from '../../src/config/secrets.js';
import { TEST_SECRET } from '../support/api.js';

describe('isCommonPassword', () => {
  it.each([
    'password', 'Password1', 'PASSW0RD!', 'p@ssword2026', 'qwertyuiop', 'Qwerty123!', '12345678', '87654321', '1234567890',
    '11111111', 'aaaaaaaaaaaa', 'abcdefgh', 'abababab', '123123123', '12341234', 'iloveyou2', 'letmein!!', 'welcome2026!',
    'DataMigrate1', 'datamigrate#2026', 'admin1234', 'changeme', 'summer2026', '1q2w3e4r5t', 'trustno1', 'postgres123',
  ])('knows %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  }); // prettier-ignore

  it.each([
    'correct horse battery staple', 'kX9#mQz2', 'my dog eats red socks', 'passwordless-tomorrow', 'twelve monkeys sing', '漢字漢字仮名仮名',
    'qwerty is not enough of it', '2026-11-24 we moved',
  ])('lets %s pass', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  }); // prettier-ignore

  it('answers in a millisecond for the longest text that is taken', () => {
    const tookMs = [1, 2, 3].map(() => {
      const start = performance.now();
      for (const text of ['a'.repeat(1023) + 'b', '1'.repeat(1023) + 'x', `${'ab'.repeat(511)}c`])
        isCommonPassword(text);
      return performance.now() - start;
    });
    expect(Math.min(...tookMs)).toBeLessThan(50); // the best of three: no other process interrupted it
  });
});

describe('the queue of hashings', () => {
  const hold = () => {
    let release = (): void => undefined;
    const done = new Promise<void>((resolve) => (release = resolve));
    return { done, release };
  };

  it('lets two in, sixteen wait, and tells the nineteenth to come back', async () => {
    const queue = new HashQueue();
    const { done, release } = hold();
    const admitted = Array.from({ length: 18 }, () => queue.run(() => done));
    const refused: unknown = await queue.run(() => done).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({ code: 'overloaded', status: 503, headers: { 'Retry-After': '1' } });
    release();
    await Promise.all(admitted);
    expect(queue.peak).toBe(2);
    await expect(queue.run(() => Promise.resolve('again'))).resolves.toBe('again');
  });

  it('never has three at work, even when newcomers arrive in the moment that a place is freed', async () => {
    const queue = new HashQueue();
    let atWork = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++atWork);
      await Promise.resolve();
      atWork--;
    };
    const comeAndGo = async (): Promise<void> => {
      for (let turn = 0; turn < 50; turn++) await queue.run(work);
    };
    await Promise.all(Array.from({ length: 10 }, comeAndGo));
    expect([most, queue.peak]).toEqual([2, 2]);
  });

  it('goes on after a hashing that failed', async () => {
    const queue = new HashQueue();
    const failures = Array.from({ length: 5 }, () => queue.run(() => Promise.reject(new Error('no'))));
    expect(await Promise.allSettled(failures)).toMatchObject(failures.map(() => ({ status: 'rejected' })));
    await expect(queue.run(() => delay(1, 'done'))).resolves.toBe('done');
  });
});

describe('a password hash', () => {
  const passwords = new Passwords(new Secrets(TEST_SECRET));
  const verify = async (by: Passwords, password: string, hash: string | null): Promise<boolean> =>
    (await by.verify(password, () => Promise.resolve(hash === null ? null : { passwordHash: hash }))).isRight;
  const elsewhere = new Passwords(new Secrets(`${TEST_SECRET}2`));

  it('is bcrypt of cost 10 at least, salted, and worth nothing without the secret of the server', async () => {
    const [one, two] = await Promise.all([passwords.hash('a good phrase'), passwords.hash('a good phrase')]);
    expect(one).toMatch(/^\$2b\$1\d\$.{53}$/);
    expect(one).not.toBe(two);
    expect(await verify(passwords, 'a good phrase', one)).toBe(true);
    expect(await verify(elsewhere, 'a good phrase', one)).toBe(false);
  });

  it('of nobody matches nothing, after the same work', async () => {
    const hash = await passwords.hash('a good phrase');
    const time = async (against: string | null): Promise<number> => {
      const start = performance.now();
      expect(await verify(passwords, 'another phrase', against)).toBe(false);
      return performance.now() - start;
    };
    const nobody = [await time(null), await time(null), await time(null)];
    const somebody = [await time(hash), await time(hash), await time(hash)];
    expect(Math.min(...nobody)).toBeGreaterThan(Math.min(...somebody) / 2);
  });
});
