/** What follows from an earlier batch that was not, or could not be, as recorded. */
import { BUILT_IN } from '../../src/engine/functions/built-in.js';
import { isLeftOut, isOfRecorder, type Judged } from './compare.js';
import type { RecordedBatch } from './recording.js';
import type { JudgedBatch } from './report.js';

type Followed = 'explained' | 'recorder_limit';

/** Text that makes an object of this name: CREATE or SELECT INTO. */
function makes(object: string): RegExp {
  const own = (object.split('.').at(-1) ?? '').replace(/[^\w]/g, '.');
  const name = `(?:[\\["]?[\\w#@$]+[\\]"]?\\s*\\.\\s*)*[\\["]?${own}(?!\\w)`;
  return new RegExp(`\\bcreate\\s+(?:or\\s+alter\\s+)?(?:\\w+\\s+){1,2}?${name}|(?<!\\b(?:insert|merge)\\s+)\\binto\\s+${name}`, 'i'); // prettier-ignore
}

/** An object that the recording never shows being made, or only where the recorder could not, cannot be there; one that was refused for a reason is missing for it. */
function ofMissing(object: string, before: readonly JudgedBatch[], batches: readonly RecordedBatch[]): Followed | null {
  if (isThereUnmade(object, batches[before.length]?.sql ?? '')) return null;
  const made = makes(object);
  const makers = before.flatMap((judged, at) => (made.test(judged.sql) ? [{ judged, batch: batches[at] }] : []));
  if (makers.some(({ judged }) => holds(judged, 'explained'))) return 'explained';
  return makers.every(({ judged, batch }) => (batch && isOfRecorder(batch)) || holds(judged, 'recorder_limit')) ? 'recorder_limit' : null; // prettier-ignore
}

/** The rows of a change, and the server's own objects. */
const OF_SERVER = /^(?:inserted|deleted)$|^(?:.*\.)?(?:sys|information_schema)\./i;

/** What no batch makes and is there all the same: that it is missing is a fault. */
const isThereUnmade = (object: string, sql: string): boolean =>
  Object.hasOwn(BUILT_IN, object.toLowerCase()) || OF_SERVER.test(object) || introduces(object).test(sql);

/** Text that gives a common table expression, or a table of FROM, this name. */
function introduces(object: string): RegExp {
  const name = `[\\["]?${object.replace(/[^\w]/g, '.')}(?!\\w)[\\]"]?`;
  const source = '(?:\\b(?:from|join)|,)\\s*[\\w.@#$[\\]"]+\\s+';
  return new RegExp(
    `(?:\\bwith|,)\\s+${name}\\s*(?:\\([^()]*\\)\\s*)?as\\s*\\(|(?:\\bas\\s+|\\)\\s*|${source})${name}`,
    'i',
  );
}

const holds = ({ results }: JudgedBatch, wanted: Followed): boolean =>
  results.some(({ verdict }) => verdict === wanted);

/** An object that the recorder refused to make, and the engine did not. */
function ofRefused(object: string, before: readonly JudgedBatch[]): Followed | null {
  const made = makes(object);
  const maker = before.findLast(({ sql, results }) => made.test(sql) && results.length > 0);
  if (!maker) return null;
  return holds(maker, 'recorder_limit') ? 'recorder_limit' : holds(maker, 'explained') ? 'explained' : null;
}

/** Made twice, dropped twice: of recordings that were joined, each had its own. */
function isDroppedAgain(
  { given, missingObject }: Judged,
  batch: RecordedBatch,
  before: readonly JudgedBatch[],
): boolean {
  // prettier-ignore
  if (missingObject === undefined || batch.results.length > 0 || (given !== 'error 3701' && given !== 'error 15151')) return false; // prettier-ignore
  const made = makes(missingObject);
  return before.filter(({ sql }) => made.test(sql)).length > 1;
}

/**
 * @param at place of the batch
 * @returns null for a difference of its own
 */
export function consequence(
  result: Judged,
  at: number,
  before: readonly JudgedBatch[],
  batches: readonly RecordedBatch[],
): Followed | null {
  const batch = batches[at];
  if (!batch) return null;
  const last = batches[at - 1];
  // The results that a query lacks stand with the next batch.
  if (last && isLeftOut(last) && result.given === 'nothing') return 'recorder_limit';
  if (isDroppedAgain(result, batch, before)) return 'recorder_limit';
  if (result.missingObject !== undefined) return ofMissing(result.missingObject, before, batches);
  return result.missingToRecorder === undefined ? null : ofRefused(result.missingToRecorder, before);
}

/** What an error ended is not run: it has the reason of the error. Other results end nothing. */
export function throughBatch(results: readonly Judged[]): Judged[] {
  let reason: Followed | null = null;
  return results.map((result) => {
    if ((result.verdict === 'explained' || result.verdict === 'recorder_limit') && result.given?.startsWith('error')) reason = result.verdict; // prettier-ignore
    return reason !== null && result.verdict === 'different' && result.given === 'nothing'
      ? { ...result, verdict: reason }
      : result;
  });
}
