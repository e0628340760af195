/** Replays a recorded script in a session of its own. */
import { DEFAULT_LIMITS, type Surroundings } from '../../src/engine/session/run.js';
import { Session } from '../../src/engine/session/session.js';
import { isOfRecorder, isPlan, judgeBatch, type Judged } from './compare.js';
import { Doubtful } from './doubtful.js';
import type { Explained } from './explained.js';
import type { RecordedBatch, RecordedScript } from './recording.js';
import type { JudgedBatch } from './report.js';

const ticksPerMs = 10_000n;
/** 1970-01-01 in units of 100 ns since 0001-01-01. */
const ticksOf1970 = 621_355_968_000_000_000n;
const timeMs = 10_000;

/** The recorder's own, as far as its answers tell. */
function surroundings(): Surroundings {
  let seed = 1;
  return {
    nowUtc: BigInt(Date.now()) * ticksPerMs + ticksOf1970,
    offsetMinutes: 0,
    user: 'dbo',
    login: 'jdbc_user',
    database: 'master',
    server: 'CONFORMANCE',
    random: () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    },
    elapsedMs: () => performance.now(),
  };
}

export function replay(script: RecordedScript, explained: Explained): JudgedBatch[] {
  const session = new Session({
    surroundings: surroundings(),
    limits: { ...DEFAULT_LIMITS, timeMs, rows: 1_000_000 },
    tolerances: { unnamedViewColumns: true, functionsWithoutSchema: true },
  });
  const judged: JudgedBatch[] = [];
  const doubtful = new Doubtful();
  for (const [at, batch] of script.batches.entries()) {
    const id = `${script.area}/${script.name}#${at + 1}`;
    const command = commandOf(batch.sql);
    const given = isPlan(batch) ? [] : runAnew(session, command, batch);
    const results = judgeBatch(batch, command === batch.sql ? given : []).map((result) =>
      limited(result, script, at, doubtful),
    );
    const isExplained = (result: Judged): boolean => explained.explains(id, result) || followsExplained(result, judged);
    judged.push({ id, area: script.area, sql: batch.sql, results: results.map((result) => explain(result, isExplained)) }); // prettier-ignore
    doubtful.note(batch);
  }
  return judged;
}

/** The object is missing because its making was refused, which is explained. */
const followsExplained = ({ missingObject }: Judged, before: readonly JudgedBatch[]): boolean =>
  missingObject !== undefined &&
  before.some(({ sql, results }) => makes(missingObject).test(sql) && results.some(({ verdict }) => verdict === 'explained')); // prettier-ignore

/** The recorder's own command for a copy of rows. */
const commandOf = (sql: string): string =>
  sql.replace(/^insertbulk#!#([^#\s]+)#!#([^#\s]+)[\s\S]*$/, 'INSERT INTO $2 SELECT * FROM $1');

/** Text that makes an object of this name. */
const makes = (object: string): RegExp =>
  new RegExp(`\\b(create|into)\\b[^;]*?\\b${(object.split('.').at(-1) ?? '').replace(/[^\w]/g, '.')}\\b`, 'i');

/** An object that the recording never shows being made, or only in the recorder's own words, cannot be there. */
function limited(result: Judged, { batches }: RecordedScript, at: number, doubtful: Doubtful): Judged {
  const batch = batches[at];
  if (result.verdict !== 'different' || !batch) return result;
  if (doubtful.covers(batch, result)) return { verdict: 'recorder_limit' };
  if (result.missingObject === undefined) return result;
  const made = makes(result.missingObject);
  const makers = batches.slice(0, at).filter(({ sql }) => made.test(sql));
  // Made twice, dropped twice: of recordings that were joined, each had its own.
  const isDroppedAgain = result.given === 'error 3701' && batch.results.length === 0 && makers.length > 1;
  return isDroppedAgain || makers.every(isOfRecorder) ? { verdict: 'recorder_limit' } : result;
}

/**
 * Recordings were joined of several: what one part of them dropped out of sight is made again without a word. The old object goes then.
 */
function runAnew(session: Session, sql: string, { results }: RecordedBatch): ReturnType<Session['run']> {
  const given = run(session, sql);
  const [first] = given;
  if (results.length > 0 || first?.kind !== 'error' || first.number !== 2714) return given;
  const name = /named '([^']+)'/.exec(first.message)?.[1] ?? '';
  session.database.remove({ schema: 'dbo', name });
  return run(session, sql);
}

/** What the engine must never do is throw something of its own: it counts as a difference, with its reason. */
function run(session: Session, sql: string): ReturnType<Session['run']> {
  try {
    return session.run(sql);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message).slice(0, 300) : String(error);
    return [{ kind: 'error', number: -1, message: `the engine broke: ${message}`, severity: 25, state: 0 }];
  }
}

function explain(result: Judged, isExplained: (result: Judged) => boolean): Judged {
  return result.verdict === 'different' && isExplained(result) ? { ...result, verdict: 'explained' } : result;
}
