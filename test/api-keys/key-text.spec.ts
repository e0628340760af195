import { readFileSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { isKeyText, keyHash, newKey, shownParts } from '../../src/api-keys/key-text.js';

/** What a scanner for leaked secrets looks for, as SECURITY.md says. */
const SCANNER = /dmk_live_[0-9A-Za-z]{34}/g;

describe('the text of a key', () => {
  it('has a name, at least 160 random bits and a checksum that only these characters have', () => {
    const key = newKey();
    expect(key).toMatch(/^dmk_live_[0-9A-Za-z]{34}$/);
    expect(28 * Math.log2(62)).toBeGreaterThanOrEqual(160);
    expect(isKeyText(key)).toBe(true);
  });

  it('is never made twice, and uses every character at every place', () => {
    const keys = Array.from({ length: 2_000 }, newKey);
    expect(new Set(keys).size).toBe(keys.length);
    for (let at = 9; at < 37; at++) expect(new Set(keys.map((key) => key[at])).size).toBe(62);
  });

  it('is refused when any one of its characters is changed, when two change places, or when it is cut or grows', () => {
    const key = newKey();
    for (let at = 0; at < key.length; at++) {
      const other = key[at] === 'a' ? 'b' : 'a';
      expect(isKeyText(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
    }
    expect(isKeyText(key.slice(0, -1))).toBe(false);
    expect(isKeyText(`${key}0`)).toBe(false);
    expect(isKeyText(`${key}\n`)).toBe(false);
    expect(isKeyText('')).toBe(false);
  });

  it('is known by a hash that needs the secret of the server', () => {
    const key = newKey();
    const pepper = randomBytes(32);
    expect(keyHash(key, pepper)).toEqual(keyHash(key, pepper));
    expect(keyHash(key, randomBytes(32))).not.toEqual(keyHash(key, pepper));
    expect(keyHash(key, pepper)).not.toEqual(createHash('sha256').update(key).digest());
    expect(shownParts(key)).toEqual({ prefix: key.slice(0, 12), last4: key.slice(-4) });
  });

  it('is found by a scanner in a file, and in 10 MB of hashes nothing is', () => {
    expect(readFileSync('SECURITY.md', 'utf8')).toContain(SCANNER.source);
    const key = newKey();
    const file = `const settings = {\n  url: 'https://example.test',\n  key: '${key}',\n};\n`;
    expect(file.match(SCANNER)?.filter(isKeyText)).toEqual([key]);
    const hashes = randomBytes(5_000_000);
    expect(hashes.toString('hex').match(SCANNER)).toBeNull();
    expect(hashes.toString('base64').match(SCANNER)).toBeNull();
  });
});
