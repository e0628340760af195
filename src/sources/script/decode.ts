/** Bytes to text: SQL Server tools write UTF-8, UTF-16 and code page 1252, with and without a byte order mark. */
import { TextDecoder } from 'node:util';
import { AppError } from '../../common/app-error.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const SAMPLE_BYTES = 64 * 1024;
/** Share of NUL bytes at odd or even places that only UTF-16 text of mostly Latin letters has. */
const UTF16_SHARE = 0.3;

/** Encoding of a file by its mark, its NUL bytes, then its validity as UTF-8. Throws INPUT-BINARY for what is not text. */
export function detectEncoding(head: Uint8Array, path: string): { readonly encoding: Encoding; readonly bom: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  const sample = head.subarray(0, SAMPLE_BYTES);
  const { even, odd } = nulShares(sample);
  if (odd > UTF16_SHARE && even < 0.02) return { encoding: 'utf-16le', bom: 0 };
  if (even > UTF16_SHARE && odd < 0.02) return { encoding: 'utf-16be', bom: 0 };
  if (even > 0 || odd > 0 || controlShare(sample) > 0.05) throw notText(path);
  return { encoding: isUtf8(sample) ? 'utf-8' : 'windows-1252', bom: 0 };
}

/** A decoder for chunks of one file. */
export function textDecoder(encoding: Encoding): TextDecoder {
  return new TextDecoder(encoding, { fatal: false, ignoreBOM: true });
}

/** The text of a whole file. In one piece some releases of Node take code page 1252 for ISO 8859-1; as a stream they do not. */
export function decodedText(bytes: Uint8Array, encoding: Encoding): string {
  const decoder = textDecoder(encoding);
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

function notText(path: string): AppError {
  return new AppError(
    'INPUT-BINARY',
    `${path} is not a text file. Give a script; a backup (.bak) or a binary export cannot be read.`,
    'NUL or control bytes in input',
  );
}

function nulShares(bytes: Uint8Array): { even: number; odd: number } {
  const counts = [0, 0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) counts[i & 1] = (counts[i & 1] ?? 0) + 1;
  const half = Math.max(1, bytes.length / 2);
  return { even: (counts[0] ?? 0) / half, odd: (counts[1] ?? 0) / half };
}

function controlShare(bytes: Uint8Array): number {
  let controls = 0;
  for (const byte of bytes)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 26) controls++;
  return controls / Math.max(1, bytes.length);
}

/** The last few bytes are left out: the sample may cut a character. */
function isUtf8(bytes: Uint8Array): boolean {
  const whole = bytes.length < SAMPLE_BYTES ? bytes : bytes.subarray(0, lastBoundary(bytes));
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(whole);
    return true;
  } catch {
    return false;
  }
}

function lastBoundary(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > bytes.length - 4 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  return end - 1;
}
