/** What two answers mean together. Neither side is right by itself: what differs and is not in the reviewed list is a fault. */
import { compared } from './compare.js';
import { explanationOf } from './explained.js';
import type { EngineOutcome, TargetOutcome, Verdict } from './outcome.js';

/** @param text the tables' script and the query: what an explanation may look at */
export function judge(engine: EngineOutcome, target: TargetOutcome, text: string): Verdict {
  if (engine.kind === 'lacking') return { kind: 'not_in_engine', code: engine.code, detail: engine.message };
  if (target.kind === 'refused')
    return { kind: engine.kind === 'error' ? 'both_refuse' : 'refused', code: target.code, detail: target.message };
  // A compiler that throws is wrong whatever the other side says.
  if (target.kind === 'error' && target.sql === '')
    return { kind: 'disagree', code: 'compiler', detail: target.message };
  if (engine.kind === 'error' && target.kind === 'error')
    return { kind: 'both_error', code: String(engine.number), detail: '' };
  const verdict = plainVerdict(engine, target);
  if (verdict.kind !== 'disagree') return verdict;
  const code = explanationOf(engine, target, verdict, text);
  return code === null ? verdict : { kind: 'hazard', code, detail: verdict.detail };
}

function plainVerdict(engine: EngineOutcome, target: TargetOutcome): Verdict {
  if (engine.kind === 'rows' && target.kind === 'rows') return compared(engine, target);
  if (engine.kind === 'error') return { kind: 'disagree', code: `engine error ${engine.number}`, detail: engine.message };
  return { kind: 'disagree', code: 'target error', detail: target.kind === 'error' ? firstLine(target.message) : '' };
} // prettier-ignore

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
