/**
 * The text of a key: `dmk_live_`, 28 random characters, and 6 of a checksum. The name lets people and scanners recognise a key
 * that leaked; the checksum lets the server refuse a mistyped or made-up one without asking the database, and keeps scanners
 * from taking other texts for keys.
 */
import { createHmac, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const NAME = 'dmk_live_';
/** 28 characters of 62 are 166 bits. */
const RANDOM_LENGTH = 28;
const CHECKSUM_LENGTH = 6;
const PREFIX_LENGTH = 12;
const LAST_LENGTH = 4;
const KEY = new RegExp(`^${NAME}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

export function newKey(): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${NAME}${random}${checksumOf(NAME + random)}`;
}

/** Whether the server can have made this text. */
export function isKeyText(text: string): boolean {
  return KEY.test(text) && checksumOf(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/** What is kept of a key: useless without the server's secret, which is not in the database. */
export function keyHash(key: string, pepper: Buffer): Buffer {
  return createHmac('sha256', pepper).update(key).digest();
}

/** What people recognise a key by. */
export function shownParts(key: string): { prefix: string; last4: string } {
  return { prefix: key.slice(0, PREFIX_LENGTH), last4: key.slice(-LAST_LENGTH) };
}

/** CRC-32 in base 62, as GitHub's tokens have it. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let at = 0; at < CHECKSUM_LENGTH; at++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
