/** The server's secrets: one is kept, the others are derived from it, so that none is used for two things. */
import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../common/error-code.js';

const FILE_NAME = 'jwt-secret';
const DERIVED_BYTES = 32;

export class Secrets {
  /** A KeyObject: verifying with a text costs sixty times as much (measured). */
  readonly jwt: KeyObject;
  /** Of the keyed hash that a password gets before bcrypt. */
  readonly passwordPepper: Buffer;
  readonly apiKeyPepper: Buffer;
  readonly refreshToken: Buffer;
  readonly cursor: Buffer;

  constructor(secret: string) {
    const derive = (purpose: string): Buffer =>
      Buffer.from(hkdfSync('sha256', secret, 'datamigrate', purpose, DERIVED_BYTES));
    this.jwt = createSecretKey(derive('access-token'));
    this.passwordPepper = derive('password');
    this.apiKeyPepper = derive('api-key');
    this.refreshToken = derive('refresh-token');
    this.cursor = derive('cursor');
  }
}

/** The configured secret, else the one of the data folder, made there the first time (readable by its owner only). */
export async function openSecrets(configured: string | undefined, dataDir: string): Promise<Secrets> {
  if (configured) return new Secrets(configured);
  const path = join(dataDir, FILE_NAME);
  await mkdir(dataDir, { recursive: true });
  // 'wx': of two processes that start together one writes, both read the same.
  await writeFile(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  await chmod(path, 0o600);
  return new Secrets((await readFile(path, 'utf8')).trim());
}
