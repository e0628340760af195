/** Forms in which the recorder gives values that it does not hold as SQL Server does. Each is explained in the reviewed list. */

const JSON_TYPES = new Set(['nvarchar', 'varchar', 'ntext', 'text']);
const XML_TYPES = new Set(['ntext', 'xml']);
const FINE_MOMENTS = new Set(['datetime2', 'datetimeoffset', 'time']);

/** From a comparable text of a type to what is left of it in that form. */
export const RECORDED_FORMS = {
  /** JSON parsed and written anew: without the blanks of the source, its keys sorted. */
  rewritten_json: (text: string, type: string): string => (JSON_TYPES.has(type) ? rewritten(text) : text),
  /** A blank before the end of a tag that has attributes. */
  tag_blanks: (text: string, type: string): string => (XML_TYPES.has(type) ? text.replace(/(<\w[^<>]*") (\/?>)/g, '$1$2') : text), // prettier-ignore
  /** Moments of microseconds: the seventh digit of a second is rounded away. */
  six_digits: (text: string, type: string): string => (FINE_MOMENTS.has(type) ? rounded(text) : text),
} as const satisfies Record<string, (text: string, type: string) => string>;

export type RecordedForm = keyof typeof RECORDED_FORMS;

/** Also several objects one after the other, as FOR JSON gives them without their array. */
function rewritten(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  const plain = text.replace(/<newline>/g, ' ');
  return parsed(plain) ?? parsed(`[${plain}]`) ?? text;
}

function parsed(text: string): string | null {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return null;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

const MOMENT = /^(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d:\d\d)\.(\d{6})(\d)(?= |$)/;

function rounded(text: string): string {
  return text.replace(MOMENT, (_all, date: string | undefined, clock: string, digits: string, last: string) => {
    const micros = Number(digits) + (Number(last) >= 5 ? 1 : 0);
    const second = new Date(Date.parse(`${date ?? '2000-01-01'}T${clock}Z`) + (micros === 1_000_000 ? 1000 : 0)).toISOString(); // prettier-ignore
    const fraction = String(micros % 1_000_000).padStart(6, '0').replace(/0+$/, ''); // prettier-ignore
    const whole = date === undefined ? second.slice(11, 19) : second.slice(0, 19).replace('T', ' ');
    return fraction === '' ? whole : `${whole}.${fraction}`;
  });
}
