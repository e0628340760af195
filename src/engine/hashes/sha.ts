/** SHA-1, SHA-256 and SHA-512. Source: FIPS 180-4. */
import { bytesOf, padded, primes, rootFraction, rotateLeft, rotateRight } from './blocks.js';

function sha1Block(state: readonly number[], blocks: DataView, start: number): number[] {
  const words = Array.from({ length: 16 }, (_none, at) => blocks.getInt32(start + at * 4));
  const word = (at: number): number => words[at] ?? 0;
  for (let at = 16; at < 80; at += 1)
    words.push(rotateLeft(word(at - 3) ^ word(at - 8) ^ word(at - 14) ^ word(at - 16), 1));
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let at = 0; at < 80; at += 1) {
    const [mixed, constant] = sha1Round(at, b, c, d);
    const sum = (rotateLeft(a, 5) + mixed + e + constant + word(at)) | 0;
    [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, sum];
  }
  return [a, b, c, d, e].map((value, at) => ((state[at] ?? 0) + value) | 0);
}

function sha1Round(at: number, b: number, c: number, d: number): readonly [number, number] {
  if (at < 20) return [(b & c) ^ (~b & d), 0x5a827999];
  if (at < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (at < 60) return [(b & c) ^ (b & d) ^ (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}

/** 20 bytes. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const blocks = padded(bytes, 64, false);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let start = 0; start < blocks.byteLength; start += 64) state = sha1Block(state, blocks, start);
  return bytesOf(state, false);
}

const PRIMES = primes(80);
const CUBE_ROOTS = PRIMES.map((prime) => rootFraction(prime, 3));
const SQUARE_ROOTS = PRIMES.slice(0, 8).map((prime) => rootFraction(prime, 2));
const upperHalf = (word: bigint): number => Number(BigInt.asIntN(32, word >> 32n));
const CONSTANTS_256 = CUBE_ROOTS.slice(0, 64).map(upperHalf);

function sha256Block(state: readonly number[], blocks: DataView, start: number): number[] {
  const words = Array.from({ length: 16 }, (_none, at) => blocks.getInt32(start + at * 4));
  const word = (at: number): number => words[at] ?? 0;
  for (let at = 16; at < 64; at += 1) {
    const [x, y] = [word(at - 15), word(at - 2)];
    const low = rotateRight(x, 7) ^ rotateRight(x, 18) ^ (x >>> 3);
    const high = rotateRight(y, 17) ^ rotateRight(y, 19) ^ (y >>> 10);
    words.push((word(at - 16) + low + word(at - 7) + high) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at += 1) {
    const high = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const first = (h + high + ((e & f) ^ (~e & g)) + (CONSTANTS_256[at] ?? 0) + word(at)) | 0;
    const low = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((value, at) => ((state[at] ?? 0) + value) | 0);
}

/** 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const blocks = padded(bytes, 64, false);
  let state = SQUARE_ROOTS.map(upperHalf);
  for (let start = 0; start < blocks.byteLength; start += 64) state = sha256Block(state, blocks, start);
  return bytesOf(state, false);
}

const wrap = (word: bigint): bigint => BigInt.asUintN(64, word);
const rotate64 = (word: bigint, by: bigint): bigint => wrap((word >> by) | (word << (64n - by)));

function sha512Block(state: readonly bigint[], blocks: DataView, start: number): bigint[] {
  const words = Array.from({ length: 16 }, (_none, at) => blocks.getBigUint64(start + at * 8));
  const word = (at: number): bigint => words[at] ?? 0n;
  for (let at = 16; at < 80; at += 1) {
    const [x, y] = [word(at - 15), word(at - 2)];
    const low = rotate64(x, 1n) ^ rotate64(x, 8n) ^ (x >> 7n);
    const high = rotate64(y, 19n) ^ rotate64(y, 61n) ^ (y >> 6n);
    words.push(wrap(word(at - 16) + low + word(at - 7) + high));
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let at = 0; at < 80; at += 1) {
    const high = rotate64(e, 14n) ^ rotate64(e, 18n) ^ rotate64(e, 41n);
    const first = h + high + ((e & f) ^ (wrap(~e) & g)) + (CUBE_ROOTS[at] ?? 0n) + word(at);
    const low = rotate64(a, 28n) ^ rotate64(a, 34n) ^ rotate64(a, 39n);
    const second = low + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, wrap(d + first), c, b, a, wrap(first + second)];
  }
  return [a, b, c, d, e, f, g, h].map((value, at) => wrap((state[at] ?? 0n) + value));
}

/** 64 bytes. */
export function sha512(bytes: Uint8Array): Uint8Array {
  const blocks = padded(bytes, 128, false);
  let state: bigint[] = SQUARE_ROOTS;
  for (let start = 0; start < blocks.byteLength; start += 128) state = sha512Block(state, blocks, start);
  const view = new DataView(new ArrayBuffer(64));
  for (const [at, word] of state.entries()) view.setBigUint64(at * 8, word);
  return new Uint8Array(view.buffer);
}
