/** MD5. Source: RFC 1321. */
import { bytesOf, padded, rotateLeft } from './blocks.js';

const SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]] as const; // prettier-ignore
const SINES = Array.from({ length: 64 }, (_none, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32) | 0);

type Words = readonly [number, number, number, number];

const ROUNDS: readonly ((b: number, c: number, d: number) => number)[] = [
  (b, c, d) => (b & c) | (~b & d),
  (b, c, d) => (d & b) | (~d & c),
  (b, c, d) => b ^ c ^ d,
  (b, c, d) => c ^ (b | ~d),
];
const PLACES: readonly ((at: number) => number)[] = [
  (at) => at,
  (at) => (5 * at + 1) % 16,
  (at) => (3 * at + 5) % 16,
  (at) => (7 * at) % 16,
];

function compress(words: Words, block: DataView, start: number): Words {
  let [a, b, c, d] = words;
  for (let at = 0; at < 64; at += 1) {
    const round = at >> 4;
    const mixed = ROUNDS[round]?.(b, c, d) ?? 0;
    const word = block.getInt32(start + (PLACES[round]?.(at) ?? 0) * 4, true);
    const sum = (a + mixed + (SINES[at] ?? 0) + word) | 0;
    [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, SHIFTS[round]?.[at & 3] ?? 0)) | 0];
  }
  return [(words[0] + a) | 0, (words[1] + b) | 0, (words[2] + c) | 0, (words[3] + d) | 0];
}

/** 16 bytes. */
export function md5(bytes: Uint8Array): Uint8Array {
  const blocks = padded(bytes, 64, true);
  let words: Words = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let start = 0; start < blocks.byteLength; start += 64) words = compress(words, blocks, start);
  return bytesOf(words, true);
}
