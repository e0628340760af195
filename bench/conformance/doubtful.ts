/** Objects of a script that no comparison can hold. */
import { isOfRecorder, type Judged } from './compare.js';
import type { RecordedBatch } from './recording.js';
import { isUnsettled } from './unsettled.js';

const MADE = /\bcreate\s+(?:or\s+alter\s+)?(?:view|proc|procedure|function)\s+([\w.[\]"]+)|^\w+#!#insert\s+into\s+([\w.[\]"]+)/gi; // prettier-ignore
/** The recorder's own command for a prepared statement. */
const COMMAND = /^prepst#!#/;

/** Views, routines and tables: those written in the recorder's own words, and those with queries whose answer is left to the server. */
export class Doubtful {
  private readonly ofRecorder = new Set<string>();
  private readonly unsettled = new Set<string>();

  note(batch: RecordedBatch): void {
    const target =
      isOfRecorder(batch) || COMMAND.test(batch.sql) ? this.ofRecorder : isUnsettled(batch.sql) ? this.unsettled : null;
    if (target === null) return;
    for (const [, made, filled] of batch.sql.matchAll(MADE))
      target.add(((made ?? filled ?? '').split('.').at(-1) ?? '').replace(/[[\]"]/g, '').toLowerCase());
  }

  /** Whether a difference says nothing because the batch asks such an object. */
  covers({ sql }: RecordedBatch, { verdict, code, given, recorded }: Judged): boolean {
    if (verdict === 'not_in_engine') return this.ofRecorder.has((code ?? '').replace(/^ENGINE-FUNCTION-/, '').toLowerCase()); // prettier-ignore
    if (verdict !== 'different') return false;
    const words = new Set(sql.toLowerCase().match(/\w+/g));
    const names = (objects: ReadonlySet<string>): boolean => [...objects].some((name) => words.has(name));
    return names(this.ofRecorder) || (given === 'rows' && recorded === 'rows' && names(this.unsettled));
  }
}
