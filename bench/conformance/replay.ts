/** Replays a recorded script in a session of its own. */
import type { BatchResult } from '../../src/engine/session/batch-result.js';
import { DEFAULT_LIMITS, type Surroundings } from '../../src/engine/session/run.js';
import { Session } from '../../src/engine/session/session.js';
import { isPlan, judgeBatch, OWN_ERROR, type Judged } from './compare.js';
import { consequence, throughBatch } from './consequences.js';
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

/** The recorder lets columns of views go without names, and functions without their schema. */
const lenient = { unnamedViewColumns: true, functionsWithoutSchema: true };

export function replay(script: RecordedScript, explained: Explained): JudgedBatch[] {
  const tolerances = { ...lenient };
  const session = new Session({ surroundings: surroundings(), limits: { ...DEFAULT_LIMITS, timeMs, rows: 1_000_000 }, tolerances }); // prettier-ignore
  const judged: JudgedBatch[] = [];
  const doubtful = new Doubtful();
  for (const [at, batch] of script.batches.entries()) {
    const id = `${script.area}/${script.name}#${at + 1}`;
    const command = commandOf(batch.sql);
    tolerances.unnamedViewColumns = !batch.results.some(
      (result) => 'error' in result && result.error.code === OWN_ERROR,
    );
    const given = isPlan(batch) ? [] : runAnew(session, command, batch);
    const broke = given.find(isFault);
    const answers = broke ? [faultOf(broke)] : judgeBatch(batch, command === batch.sql ? given : []);
    const results = answers.map((result): Judged => {
      if (broke) return result;
      if (doubtful.covers(batch, result)) return { verdict: 'recorder_limit', given: result.given };
      if (result.verdict !== 'different') return result;
      if (explained.explains(id, result)) return { ...result, verdict: 'explained' };
      return { ...result, verdict: consequence(result, at, judged, script.batches) ?? 'different' };
    });
    judged.push({ id, area: script.area, sql: batch.sql, results: throughBatch(results) });
    doubtful.note(batch);
  }
  return judged;
}

/** The number of what the engine threw itself: no error of a server has it. */
const ENGINE_BROKE = -1;

/** Thrown, or told by the session itself. */
const isFault = (result: BatchResult): boolean =>
  (result.kind === 'error' && result.number === ENGINE_BROKE) ||
  (result.kind === 'not_in_engine' && result.code === 'ENGINE-FAULT');

/** Nothing excuses it, whatever was recorded. */
const faultOf = (broke: BatchResult): Judged => ({ verdict: 'different', reason: 'message' in broke ? broke.message : '', given: `error ${ENGINE_BROKE}` }); // prettier-ignore

/** The recorder's own command for a copy of rows. */
const commandOf = (sql: string): string =>
  sql.replace(/^insertbulk#!#([^#\s]+)#!#([^#\s]+)[\s\S]*$/, 'INSERT INTO $2 SELECT * FROM $1');

/**
 * Recordings were joined of several: what one part of them dropped out of sight is made again without a word. The old object goes then.
 */
function runAnew(session: Session, sql: string, { results }: RecordedBatch): ReturnType<Session['run']> {
  const given = run(session, sql);
  const [first] = given;
  if (results.length > 0 || first?.kind !== 'error' || first.number !== 2714) return given;
  const { database } = session;
  const schema = /\bcreate\s+schema\s+(\w+)/i.exec(sql)?.[1];
  if (schema !== undefined) {
    for (const object of database.all()) if (object.schema === schema) database.remove(object);
    return [];
  }
  const name = /named '([^']+)'/.exec(first.message)?.[1] ?? '';
  const [, before = 'dbo'] = new RegExp(`(\\w+)\\.${name}(?!\\w)`, 'i').exec(sql) ?? [];
  database.remove({ schema: before, name });
  return run(session, sql);
}

/** What the engine must never do is throw something of its own: it counts as a difference, with its reason. */
function run(session: Session, sql: string): ReturnType<Session['run']> {
  try {
    return session.run(sql);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message).slice(0, 300) : String(error);
    return [{ kind: 'error', number: ENGINE_BROKE, message: `the engine broke: ${message}`, severity: 25, state: 0 }];
  }
}
