/** The folder of a baseline: what a person saved of the script's output. */
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../common/app-error.js';
import { readRecording, type Recording } from '../proof/baseline/index.js';
import { decodedText, detectEncoding } from '../sources/script/decode.js';

const FILES_MAX = 100;
const BYTES_MAX = 1024 ** 3;
const HEAD_BYTES = 64 * 1024;

/** All files that lie directly in it are one recording. @throws AppError `INPUT-MISSING`, `INPUT-BINARY`, `BASELINE-UNREADABLE` */
export async function readBaseline(folder: string): Promise<Recording> {
  const texts: string[] = [];
  let bytesLeft = BYTES_MAX;
  for (const path of await filesIn(folder)) {
    bytesLeft -= (await stat(path)).size;
    if (bytesLeft < 0) throw new AppError('BASELINE-UNREADABLE', `The files of ${folder} are larger than 1 GiB. Record fewer rows: --rows.`); // prettier-ignore
    const bytes = await readFile(path);
    const { encoding, bom } = detectEncoding(bytes.subarray(0, HEAD_BYTES), path);
    texts.push(decodedText(bytes.subarray(bom), encoding));
  }
  const recording = readRecording(texts);
  if (recording.views.size === 0) throw new AppError('BASELINE-UNREADABLE', `${folder} holds no recording: ${recording.faults[0] ?? 'no line of it was written by the script of baseline-script'}.`); // prettier-ignore
  return recording;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('INPUT-MISSING', `${folder} is not a folder that can be read. Check the path given to --baseline.`, 'readdir failed', { cause }); // prettier-ignore
  });
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  if (names.length > FILES_MAX) throw new AppError('BASELINE-UNREADABLE', `${folder} holds more than ${FILES_MAX} files. Keep those of one recording.`); // prettier-ignore
  return names.toSorted((a, b) => (a < b ? -1 : 1)).map((name) => join(folder, name));
}
