/** Forms in which the recorder gives values that it does not hold as SQL Server does. Each is explained in the reviewed list. */

const JSON_TYPES = new Set(['nvarchar', 'varchar', 'ntext', 'text']);
const XML_TYPES = new Set(['ntext', 'xml']);
const FINE_MOMENTS = new Set(['datetime2', 'datetimeoffset', 'time']);

interface Form {
  /** What is compared of the engine's comparable text. */
  readonly given: (text: string, type: string) => string;
  /** And of the recorded one. */
  readonly recorded: (text: string, type: string) => string;
}

const both = (form: Form['given']): Form => ({ given: form, recorded: form });

export const RECORDED_FORMS = {
  /** JSON parsed and written anew: its keys in the order of their length and bytes. */
  rewritten_json: {
    given: (text, type) => (isJson(text, type) ? rewritten(text) : text),
    recorded: (text, type) => (isJson(text, type) ? withoutBlanks(text) : text),
  },
  /** A blank before the end of a tag that has attributes. */
  tag_blanks: both((text, type) => (XML_TYPES.has(type) ? text.replace(/(<\w[^<>]*") (\/?>)/g, '$1$2') : text)),
  /** Moments of microseconds: the seventh digit of a second is rounded away. */
  six_digits: {
    given: (text, type) => (FINE_MOMENTS.has(type) ? rounded(text) : text),
    recorded: (text) => text,
  },
} as const satisfies Record<string, Form>;

export type RecordedForm = keyof typeof RECORDED_FORMS;

const isJson = (text: string, type: string): boolean => JSON_TYPES.has(type) && /^\s*[[{]/.test(text);

/** The blanks outside of its texts are gone; `<newline>` stands for what the comparison made of an end of line. */
const withoutBlanks = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|(?:\s|<newline>)+/g, (_all, quoted: string | undefined) => quoted ?? '');

/** Its keys in the order of their length and bytes, equal ones in the order they came. */
function rewritten(text: string): string {
  const tokens = withoutBlanks(text).match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^[\]{}:,"]+/g) ?? [];
  let at = 0;
  const value = (): string => {
    const token = tokens[at++] ?? '';
    if (token === '[') return `[${list(']', value).join(',')}]`;
    if (token !== '{') return token;
    const members = list('}', () => ({ key: tokens[at] ?? '', text: `${tokens[at++]}${tokens[at++]}${value()}` }));
    const sorted = members.toSorted((a, b) => a.key.length - b.key.length || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)); // prettier-ignore
    return `{${sorted.map((member) => member.text).join(',')}}`;
  };
  const list = <T>(end: string, item: () => T): T[] => {
    const items: T[] = [];
    while (at < tokens.length && tokens[at] !== end) {
      items.push(item());
      if (tokens[at] === ',') at++;
    }
    at++;
    return items;
  };
  return value();
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
