/** What a run of the fuzzer prints. */
import { recordedText } from '../conformance/value-text.js';
import { shown } from './compare.js';
import type { EngineOutcome, TargetOutcome } from './outcome.js';
import type { Disagreement, Judged } from './runner.js';

const ROWS_SHOWN = 12;
const MESSAGES_SHOWN = 25;

/** A reproduction that needs nothing else. */
export function disagreementText({ seed, target, verdict, script, query, engine, answer, original }: Disagreement): string {
  return [
    `--- ${target}: ${verdict.code} (seed ${seed}) ${verdict.detail}`,
    script,
    query,
    ...(original === query ? [] : [`-- made smaller from: ${original}`]),
    `-- engine: ${engineText(engine)}`,
    `-- ${target}: ${targetText(answer)}`,
    ...('sql' in answer ? [`-- compiled:\n${answer.sql}`] : []),
    '',
  ].join('\n');
} // prettier-ignore

function engineText(outcome: EngineOutcome): string {
  if (outcome.kind === 'error') return `error ${outcome.number}: ${outcome.message}`;
  if (outcome.kind === 'lacking') return `${outcome.code}: ${outcome.message}`;
  const { rows, columns } = outcome;
  return rows.slice(0, ROWS_SHOWN).map((row) => shown(row.map((value, at) => recordedText(value, columns[at]?.type ?? { base: 'unknown' })))).join(' ') || 'no rows'; // prettier-ignore
}

function targetText(outcome: TargetOutcome): string {
  if (outcome.kind === 'refused') return `refused ${outcome.code}: ${outcome.message}`;
  const codes = outcome.findings.map(({ code }) => code).join(' ');
  if (outcome.kind === 'error') return `error: ${outcome.message.split('\n')[0]} [${codes}]`;
  return `${outcome.rows.slice(0, ROWS_SHOWN).map((row) => JSON.stringify(row)).join(' ') || 'no rows'} [${codes}]`; // prettier-ignore
}

/** How often each item of a list comes, most often first. */
function counts(items: readonly string[], most = Infinity): string {
  const byText = new Map<string, number>();
  for (const item of items) byText.set(item, (byText.get(item) ?? 0) + 1);
  return [...byText.entries()].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most).map(([item, count]) => `${item} ${count}`).join(', '); // prettier-ignore
}

export function summaryText(judged: readonly Judged[], tookMs: number): string {
  const perMinute = Math.round((judged.length / tookMs) * 60_000);
  const lines = [`${judged.length} cases, ${perMinute} a minute: ${counts(judged.map(({ verdict }) => verdict.kind))}`];
  lines.push(`forms: ${counts(judged.map(({ form }) => form))}`);
  for (const kind of ['refused', 'both_refuse', 'both_error', 'hazard', 'not_in_engine', 'disagree'] as const) {
    const codes = judged.flatMap(({ verdict }) => (verdict.kind === kind ? [verdict.code] : []));
    if (codes.length > 0) lines.push(`${kind}: ${counts(codes)}`);
  }
  const messages = judged.flatMap(({ verdict }) => (verdict.kind === 'refused' ? [verdict.detail] : []));
  if (messages.length > 0) lines.push(`refused most often: ${counts(messages, MESSAGES_SHOWN)}`);
  return lines.join('\n');
}
