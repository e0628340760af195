/** Objects of a script that no comparison can hold. */
import { isOfRecorder, type Judged } from './compare.js';
import type { RecordedBatch } from './recording.js';
import { isUnsettled } from './unsettled.js';

const MADE = /\bcreate\s+(?:or\s+alter\s+)?(?:view|proc|procedure|function)\s+([\w.[\]"]+)|^\w+#!#insert\s+into\s+([\w.[\]"]+)/gi; // prettier-ignore
const MADE_ANEW = /\bcreate\s+(?:or\s+alter\s+)?(?:table|view|proc|procedure|function)\s+([\w.[\]"]+)/gi;
/** Where a statement asks an object: after one of these words, or as a call. */
const ASKED = /\b(?:from|join|exec|execute|into|update)\s+(?:@\w+\s*=\s*)?([\w.[\]"]+)|([\w\]"]+)\s*\(/gi;
/** The recorder's own command for a prepared statement. */
const COMMAND = /^prepst#!#/;

/** Views, routines and tables: those written in the recorder's own words, and those with queries whose answer is left to the server. */
export class Doubtful {
  private readonly ofRecorder = new Set<string>();
  private readonly unsettled = new Set<string>();

  note(batch: RecordedBatch): void {
    const target =
      isOfRecorder(batch) || COMMAND.test(batch.sql) ? this.ofRecorder : isUnsettled(batch.sql) ? this.unsettled : null;
    if (!batch.results.some((result) => 'error' in result)) for (const name of namesOf(batch.sql, MADE_ANEW)) this.forget(name); // prettier-ignore
    for (const name of target ? namesOf(batch.sql, MADE) : []) target?.add(name);
  }

  /** An object of this name that was made anew has nothing of the old one. */
  private forget(name: string): void {
    this.ofRecorder.delete(name);
    this.unsettled.delete(name);
  }

  /** Whether a difference says nothing because the batch asks such an object. */
  covers({ sql }: RecordedBatch, { verdict, code, given, recorded }: Judged): boolean {
    if (verdict === 'not_in_engine') return this.ofRecorder.has((code ?? '').replace(/^ENGINE-FUNCTION-/, '').toLowerCase()); // prettier-ignore
    if (verdict !== 'different') return false;
    const asked = namesOf(sql, ASKED);
    const asks = (objects: ReadonlySet<string>): boolean => asked.some((name) => objects.has(name));
    return asks(this.ofRecorder) || (given === 'rows' && recorded === 'rows' && asks(this.unsettled));
  }
}

/** Last parts of the names that a pattern finds, without brackets, in lower case. */
const namesOf = (sql: string, pattern: RegExp): string[] =>
  [...sql.matchAll(pattern)].map(([, first, second]) => ((first ?? second ?? '').split('.').at(-1) ?? '').replace(/[[\]"]/g, '').toLowerCase()); // prettier-ignore
