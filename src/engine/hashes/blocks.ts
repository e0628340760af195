/** What the hashes of MD5 and SHA have in common: words, rotations, and padding to whole blocks. */

export const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
export const rotateRight = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/**
 * The bytes, a one bit, zeros, and the length in bits in the last 8 bytes of the last block.
 * Source: RFC 1321, 3.1-3.2 (little-endian); FIPS 180-4, 5.1.
 */
export function padded(bytes: Uint8Array, blockBytes: 64 | 128, isLittleEndian: boolean): DataView {
  const lengthBytes = blockBytes / 8;
  const blocks = Math.ceil((bytes.length + 1 + lengthBytes) / blockBytes);
  const all = new Uint8Array(blocks * blockBytes);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setBigUint64(all.length - 8, BigInt(bytes.length) * 8n, isLittleEndian);
  return view;
}

/** Words as bytes, one after another. */
export function bytesOf(words: readonly number[], isLittleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  for (const [at, word] of words.entries()) view.setInt32(at * 4, word, isLittleEndian);
  return new Uint8Array(view.buffer);
}

/** The first primes, whose roots give the constants of SHA-2. */
export function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  return found;
}

/** The first 64 bits of the fraction of a root. @param degree 2 or 3 */
export function rootFraction(prime: number, degree: 2 | 3): bigint {
  const scaled = BigInt(prime) << BigInt(64 * degree);
  let low = 0n;
  let high = 1n << 72n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(degree) <= scaled) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(64, low);
}
