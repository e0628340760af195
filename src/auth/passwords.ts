import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Secrets } from '../config/secrets.js';
import { isCommonPassword } from './common-passwords.js';
import { HashQueue } from './hash-queue.js';

/** bcrypt's work factor: 55 ms on the machine that it was measured on. */
const COST = 10;
/** Checked when there is no such account, so that both cases take the same time. Nothing is known that would match it. */
const NOBODYS_HASH = `$2b$${COST}$${'.'.repeat(53)}`;
const LENGTH_MIN = 8;
const LENGTH_MAX = 1024;

/**
 * A password that may be set: long enough and not among the first that anybody would try; no rules on its letters.
 * Source: OWASP ASVS 6.2.
 */
export const newPasswordSchema = z
  .string()
  .min(LENGTH_MIN)
  .max(LENGTH_MAX)
  .refine((text) => !text.includes('\0'), 'must not contain a NUL character')
  .refine((text) => !isCommonPassword(text), 'is one of the first that anybody would try')
  .describe('At least 8 characters; any character but NUL.');

/** A password that is tried: only bounded. */
export const givenPasswordSchema = z.string().min(1).max(LENGTH_MAX).describe('The password of the account.');

export interface WithPassword {
  readonly passwordHash: string;
}

/** Hashes and checks passwords, a few at a time. */
@Injectable()
export class Passwords {
  readonly queue = new HashQueue();

  constructor(private readonly secrets: Secrets) {}

  hash(password: string): Promise<string> {
    return this.queue.run(() => bcrypt.hash(this.keyed(password), COST));
  }

  /**
   * @param find the account; asked when its turn has come, so that a flood of logins holds two connections of the database and
   *   not all. Null for none: the password is wrong then, after the same work
   */
  verify<T extends WithPassword>(
    password: string,
    find: () => Promise<T | null>,
  ): Promise<{ account: T | null; isRight: boolean }> {
    return this.queue.run(async () => {
      const account = await find();
      const matches = await bcrypt.compare(this.keyed(password), account?.passwordHash ?? NOBODYS_HASH);
      return { account, isRight: matches && account !== null };
    });
  }

  /** bcrypt reads 72 bytes and no NUL: a keyed SHA-256 of the whole, as 44 characters, loses nothing. */
  private keyed(password: string): string {
    return createHmac('sha256', this.secrets.passwordPepper).update(password.normalize('NFC')).digest('base64');
  }
}
