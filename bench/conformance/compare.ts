/** Compares what the engine gave for a batch with what was recorded: one verdict for each recorded result. */
import type { BatchResult, ResultSet } from '../../src/engine/session/batch-result.js';
import type { RecordedBatch, RecordedResult } from './recording.js';
import { isUnsettled } from './unsettled.js';
import { RECORDED_FORMS, type RecordedForm } from './recorded-forms.js';
import { comparable, isSameValue, recordedText } from './value-text.js';

export type Verdict = 'equal' | 'different' | 'explained' | 'not_in_engine' | 'recorder_limit';

export interface Judged {
  readonly verdict: Verdict;
  /** What is lacking, of `not_in_engine`. */
  readonly code?: string;
  /** What is different, for a person. */
  readonly reason?: string;
  /** Name of an object that the engine did not find. */
  readonly missingObject?: string;
  /** Name of an object that the recorder did not find. */
  readonly missingToRecorder?: string;
  /** What the engine answered, where that is not as recorded: `error 8115`, `rows`, `count`, `nothing`. */
  readonly given?: string;
  /** What was recorded, in the same words. */
  readonly recorded?: string;
  /** Forms of the recorder in which the values are the same. */
  readonly sameIn?: readonly RecordedForm[];
}

const NOT_FOUND = new Set([208, 2812, 3701, 4121, 4902, 1088, 15_151]);

const lackOf = (result: BatchResult): { missingObject?: string } => {
  const name = result.kind === 'error' && NOT_FOUND.has(result.number) ? /['"]([^'"]+)['"]/.exec(result.message)?.[1] : undefined; // prettier-ignore
  return name === undefined ? {} : { missingObject: name };
};

/** The recorder's own number for errors to which it gives none of SQL Server's. */
export const OWN_ERROR = 33_557_097;
/** The recorder says that it cannot do what SQL Server can. */
const LIMIT = /not (currently |yet )?(fully )?supported|string size for the given CHAR\/NCHAR data|fault injection|near '~'|unsupported|not implemented|escape_hatch|not immutable|Unexpected TDS|pg_|Babelfish/i; // prettier-ignore
/** One error, two numbers: newer servers name the column, older ones do not. */
const SAME_ERRORS: readonly (readonly number[])[] = [[8152, 2628]];

const PLAN = /^(Query Text:|<explain |\{(<newline>)?\s*"Query Text")/;

/** Rows that show how the recorder would run something. */
export const isPlan = ({ results }: RecordedBatch): boolean => results.some((result) => 'rows' in result && PLAN.test(result.rows[0]?.[0] ?? '')); // prettier-ignore

/** The recorder leaves out messages, counts of no rows and those of SELECT INTO. */
const isRecorded = (result: BatchResult): boolean =>
  result.kind !== 'message' && !(result.kind === 'row_count' && (result.count === 0 || result.isInto === true));

type RowsResult = Extract<RecordedResult, { rows: unknown }>;

const RECORDER_WORDS =
  /\bpg_|babelfish|current_setting|set_config|\bnextval\b|\b(int2|int4|int8|float4|float8|bytea|fixeddecimal|bpchar)\b/i;

/** Functions and procedures of the recorder, which SQL Server has not. */
const RECORDER_ROUTINES = new Set(['NEXTVAL', 'SETVAL', 'CURRVAL', 'CURRENT_SETTING', 'REPEAT', 'PG_TYPEOF', 'BBF_LOG', 'BBF_LOG10', 'GET_TDS_ID', 'INJECT_FAULT', 'INJECT_FAULT_STATUS', 'DISABLE_INJECTED_FAULT', 'DISABLE_INJECTED_FAULT_ALL', 'TRIGGER_TEST_FAULT', 'TSQL_SELECT_FOR_JSON_RESULT', 'NUM_DAYS_IN_DATE', 'SP_BABELFISH_CONFIGURE', 'SUBSTR', 'CHAR_LENGTH', 'INT4BINARY']); // prettier-ignore

/** SQL Server knows no such function, and says so. */
function isOfRecorderRoutine(result: BatchResult | undefined): boolean {
  if (result?.kind === 'not_in_engine') return RECORDER_ROUTINES.has(result.code.replace(/^ENGINE-(FUNCTION|PROCEDURE)-/, '')); // prettier-ignore
  const plain = result?.kind === 'error' && result.number === 195 ? /^'([^']+)'/.exec(result.message)?.[1] : undefined;
  const qualified =
    result?.kind === 'error' && result.number === 4121 ? /"sys\.(\w+)"/i.exec(result.message)?.[1] : undefined;
  const name = plain ?? qualified;
  return name !== undefined && RECORDER_ROUTINES.has(name.toUpperCase());
}

/** It speaks to the recorder in words that SQL Server does not have. */
export const isOfRecorder = (batch: RecordedBatch): boolean =>
  batch.by_recorder === true || RECORDER_WORDS.test(batch.sql) || isPlan(batch);

/** A query always has an answer: where none was recorded, it was left out. */
export const isLeftOut = ({ sql, results }: RecordedBatch): boolean =>
  results.length === 0 &&
  /^select\b(?!.*(@|\binto\b|;\s*\S))/is.test(sql.replace(/--.*$|\/\*[\s\S]*?\*\//gm, '').trim());

/** One verdict for each recorded result, and one for what came beyond. */
export function judgeBatch(batch: RecordedBatch, actual: readonly BatchResult[]): Judged[] {
  const limit = isOfRecorder(batch);
  const given = actual.filter(isRecorded);
  const judged = batch.results.map((expected, at) => judge(expected, given[at], given.at(-1), batch.sql));
  const extra = given[batch.results.length];
  if (isLeftOut(batch)) return extra ? [{ verdict: 'recorder_limit', given: shapeOf(extra) }] : [];
  if (isOfRecorderRoutine(extra)) judged.push({ verdict: 'recorder_limit', given: shapeOf(extra) });
  else if (extra && extra.kind !== 'not_in_engine') judged.push({ verdict: 'different', reason: `also gives ${shown(extra)}`, ...lackOf(extra), ...shapes(undefined, extra) }); // prettier-ignore
  return limit
    ? judged.map((each) => (each.verdict === 'equal' ? each : { verdict: 'recorder_limit', given: each.given }))
    : judged;
}

function judge(
  expected: RecordedResult,
  actual: BatchResult | undefined,
  last: BatchResult | undefined,
  sql: string,
): Judged {
  const limit: Judged = { verdict: 'recorder_limit', given: shapeOf(actual) };
  if ('error' in expected && LIMIT.test(expected.error.message)) return limit;
  const missing = actual?.kind === 'not_in_engine' ? actual : actual === undefined && last?.kind === 'not_in_engine' ? last : null; // prettier-ignore
  if (isOfRecorderRoutine(missing ?? undefined)) return limit;
  if (missing) return { verdict: 'not_in_engine', code: missing.code };
  if (actual === undefined && isOfRecorderRoutine(last)) return limit;
  if (actual === undefined) return { verdict: 'different', reason: `nothing, for ${recordedShown(expected)}`, ...(last ? lackOf(last) : {}), ...shapes(expected, undefined) }; // prettier-ignore
  const reason = differenceOf(expected, actual, sql);
  if (reason !== null && actual.kind === 'error' && (RECORDER_WORDS.test(actual.message) || isOfRecorderRoutine(actual))) return limit; // prettier-ignore
  if (reason !== null && 'rows' in expected && (holdsOwnMessage(expected) || isUnsettled(sql))) return limit;
  if (reason === null) return { verdict: 'equal' };
  return { verdict: 'different', reason, ...lackOf(actual), ...shapes(expected, actual), sameIn: formsOf(expected, actual, sql) }; // prettier-ignore
}

const shapes = (expected: RecordedResult | undefined, actual: BatchResult | undefined): Pick<Judged, 'given' | 'recorded' | 'missingToRecorder'> => ({ given: shapeOf(actual), recorded: recordedShape(expected), ...missingToRecorder(expected) }); // prettier-ignore

function missingToRecorder(expected: RecordedResult | undefined): { missingToRecorder?: string } {
  const message = expected && 'error' in expected ? expected.error.message : '';
  const [, quoted, called] = /^\w+ (?:"([^"]+)"|(\w+)\(.*\)) does not exist/.exec(message) ?? [];
  const name = quoted ?? called;
  return name === undefined ? {} : { missingToRecorder: name };
}

function shapeOf(result: BatchResult | undefined): string {
  if (result === undefined) return 'nothing';
  return result.kind === 'error' ? `error ${result.number}` : result.kind === 'row_count' ? 'count' : result.kind;
}

function recordedShape(result: RecordedResult | undefined): string {
  if (result === undefined) return 'nothing';
  return 'error' in result ? `error ${result.error.code}` : 'row_count' in result ? 'count' : 'rows';
}

function formsOf(expected: RecordedResult, actual: BatchResult, sql: string): RecordedForm[] {
  if (!('rows' in expected) || actual.kind !== 'rows') return [];
  // The names are the keys of the table.
  const names = Object.keys(RECORDED_FORMS) as RecordedForm[];
  return names.filter((name) => rowsDifference(expected, actual, sql, RECORDED_FORMS[name]) === null);
}

/** ERROR_MESSAGE() in the recorder's own words. */
const holdsOwnMessage = ({ rows }: RowsResult): boolean =>
  rows.some((row) =>
    row.some((text) => text !== null && /^division by zero$|violates .* constraint|^relation "|^column "/.test(text)),
  );

function differenceOf(expected: RecordedResult, actual: BatchResult, sql: string): string | null {
  if ('error' in expected) {
    if (actual.kind !== 'error') return `${shown(actual)}, for ${recordedShown(expected)}`;
    return isSameError(expected.error.code, actual.number) ? null : `${shown(actual)}, for ${recordedShown(expected)}`;
  }
  if ('row_count' in expected)
    return actual.kind === 'row_count' && actual.count === expected.row_count ? null : `${shown(actual)}, for ${recordedShown(expected)}`; // prettier-ignore
  return actual.kind === 'rows' ? rowsDifference(expected, actual, sql) : `${shown(actual)}, for ${recordedShown(expected)}`; // prettier-ignore
}

const isSameError = (recorded: number, given: number): boolean =>
  recorded === given || recorded === OWN_ERROR || SAME_ERRORS.some((same) => same.includes(recorded) && same.includes(given)); // prettier-ignore

const asIs = { given: (text: string): string => text, recorded: (text: string): string => text };

function rowsDifference(
  { types, rows }: RowsResult,
  actual: ResultSet,
  sql: string,
  form: (typeof RECORDED_FORMS)[RecordedForm] = asIs,
): string | null {
  if (actual.columns.length !== types.length) return `${actual.columns.length} columns, for ${types.length}`;
  if (actual.rows.length !== rows.length) return `${actual.rows.length} rows, for ${rows.length}`;
  const formed = (value: string | null, type: string, side: 'given' | 'recorded'): string | null => {
    const text = comparable(value, type);
    return text === null ? null : form[side](text, type);
  };
  const left = rows.map((row) => row.map((text, at) => formed(text, types[at] ?? '', 'recorded')));
  const right = actual.rows.map((row) => row.map((value, at) => formed(recordedText(value, actual.columns[at]?.type ?? { base: 'int' }), types[at] ?? '', 'given'))); // prettier-ignore
  const isOrdered = actual.isOrdered && /\border\s+by\b/i.test(sql);
  const direct = firstDifference(left, right, types);
  if (direct === null) return null;
  const keys = isOrdered ? sortColumns(sql, actual) : [];
  if (keys === null) return direct;
  const only = (row: TextRow): TextRow => keys.map((at) => row[at] ?? null);
  if (keys.length > 0 && firstDifference(left.map(only), right.map(only), keys.map((at) => types[at] ?? '')) !== null) return direct; // prettier-ignore
  return firstDifference(left.toSorted(byText), right.toSorted(byText), types);
}

/** Rows that are the same in these come in any order. Null where the ORDER BY is of more than columns of the output. */
function sortColumns(sql: string, { columns }: ResultSet): number[] | null {
  const text = /\border\s+by\s+([^()]*?);?\s*$/i.exec(sql)?.[1];
  if (text === undefined) return null;
  const keys = text.split(',').map((item) => {
    const name = item.trim().replace(/\s+(asc|desc)$/i, '').split('.').at(-1)?.replace(/[[\]"]/g, '') ?? ''; // prettier-ignore
    return /^\d+$/.test(name) ? Number(name) - 1 : columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase()); // prettier-ignore
  });
  return keys.some((at) => at < 0) ? null : keys;
}

type TextRow = readonly (string | null)[];
const byText = (a: TextRow, b: TextRow): number => {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};

function firstDifference(left: readonly TextRow[], right: readonly TextRow[], types: readonly string[]): string | null {
  for (const [at, row] of left.entries())
    for (const [column, text] of row.entries()) {
      const other = right[at]?.[column] ?? null;
      if (!isSameValue(text, other, types[column] ?? '')) return `${types[column]} ${cut(other)}, for ${cut(text)}`;
    }
  return null;
}

const cut = (text: string | null): string => (text === null ? 'NULL' : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)); // prettier-ignore

function shown(result: BatchResult): string {
  switch (result.kind) {
    case 'rows':
      return `${result.rows.length} rows`;
    case 'row_count':
      return `the count ${result.count}`;
    case 'error':
      return `error ${result.number} (${result.message.slice(0, 80)})`;
    case 'message':
      return 'a message';
    case 'not_in_engine':
      return result.code;
  }
}

function recordedShown(result: RecordedResult): string {
  if ('error' in result) return `error ${result.error.code} (${result.error.message.slice(0, 80)})`;
  return 'row_count' in result ? `the count ${result.row_count}` : `${result.rows.length} rows`;
}
