/** .NET format strings of FORMAT, for the culture en-US. Source: Microsoft Learn, "FORMAT (Transact-SQL)", ".NET standard and custom format strings". */

/** Pieces of a date pattern: a run of one pattern letter, or plain text. */
export type DatePiece = { readonly letter: string } | { readonly text: string };

/** One-letter patterns, as en-US writes them. */
const STANDARD_DATES: Readonly<Record<string, string>> = {
  d: 'M/d/yyyy', D: 'dddd, MMMM d, yyyy', t: 'h:mm tt', T: 'h:mm:ss tt', f: 'dddd, MMMM d, yyyy h:mm tt', F: 'dddd, MMMM d, yyyy h:mm:ss tt',
  g: 'M/d/yyyy h:mm tt', G: 'M/d/yyyy h:mm:ss tt', m: 'MMMM d', M: 'MMMM d', y: 'MMMM yyyy', Y: 'MMMM yyyy', s: "yyyy-MM-dd'T'HH:mm:ss", u: "yyyy-MM-dd HH:mm:ss'Z'",
}; // prettier-ignore

const LETTERS = 'dfFghHKmMstyz';
const TOKEN = new RegExp(`([${LETTERS}])\\1*|'([^']*)'|"([^"]*)"|\\\\(.)|%|[^${LETTERS}'"\\\\%]+`, 'gs');

/** The pieces of a date pattern; null for a one-letter pattern that is not known. */
export function parseDatePattern(pattern: string): readonly DatePiece[] | null {
  const custom = pattern.length === 1 ? STANDARD_DATES[pattern] : pattern;
  if (custom === undefined) return null;
  return [...custom.matchAll(TOKEN)].flatMap(([all, letter, single, double, escaped]): DatePiece[] => {
    if (letter !== undefined) return [{ letter: all }];
    const text = single ?? double ?? escaped ?? (all === '%' ? '' : all);
    return text === '' ? [] : [{ text }];
  });
}

/** How a number is written. */
export interface NumberFormat {
  readonly prefix: string;
  readonly suffix: string;
  /** Thousands are set apart by commas. */
  readonly grouped: boolean;
  /** Least digits before the point. */
  readonly wholeDigits: number;
  /** Most and least digits after it. */
  readonly decimals: number;
  readonly leastDecimals: number;
  /** Multiplied by 100. */
  readonly percent: boolean;
  /** Negative amounts stand in parentheses, as en-US writes money. */
  readonly accounting: boolean;
}

const PLAIN: NumberFormat = {
  prefix: '',
  suffix: '',
  grouped: false,
  wholeDigits: 1,
  decimals: 0,
  leastDecimals: 0,
  percent: false,
  accounting: false,
};

type Standard = (digits: number | null) => NumberFormat;

const fixed = (decimals: number): Pick<NumberFormat, 'decimals' | 'leastDecimals'> => ({
  decimals,
  leastDecimals: decimals,
});

const STANDARD_NUMBERS: Readonly<Record<string, Standard>> = {
  c: (digits) => ({ ...PLAIN, ...fixed(digits ?? 2), prefix: '$', grouped: true, accounting: true }),
  n: (digits) => ({ ...PLAIN, ...fixed(digits ?? 2), grouped: true }),
  f: (digits) => ({ ...PLAIN, ...fixed(digits ?? 2) }),
  d: (digits) => ({ ...PLAIN, wholeDigits: digits ?? 1 }),
  p: (digits) => ({ ...PLAIN, ...fixed(digits ?? 2), suffix: ' %', grouped: true, percent: true }),
};

const MOST_DECIMALS = 15;

/** `N2`, `C`, `P1`, `D5`, or a custom pattern of one section: `#,##0.00`, `0000`, `0.0#%`, with plain text around it. Null for others. */
export function parseNumberFormat(pattern: string): NumberFormat | null {
  const [, letter, digits] = /^([a-z])(\d{0,2})$/i.exec(pattern) ?? [];
  const format =
    letter === undefined
      ? customNumber(pattern)
      : STANDARD_NUMBERS[letter.toLowerCase()]?.(digits === '' || digits === undefined ? null : Number(digits));
  return format && format.decimals <= MOST_DECIMALS ? format : null;
}

function customNumber(pattern: string): NumberFormat | null {
  const [, before = '', whole = '', , fraction = '', after = ''] =
    /^([^#0.,;%'"\\]*)([#,0]*0)(\.([0#]*))?([^#0.,;'"\\]*)$/.exec(pattern) ?? [];
  if (whole === '' || fraction.includes('#0') || /0[#]/.test(whole)) return null;
  const zeros = whole.replaceAll(/[#,]/g, '').length;
  const percent = after.includes('%');
  return {
    ...PLAIN,
    prefix: before,
    suffix: after,
    grouped: whole.includes(','),
    wholeDigits: zeros,
    decimals: fraction.length,
    leastDecimals: fraction.replaceAll('#', '').length,
    percent,
  };
}
