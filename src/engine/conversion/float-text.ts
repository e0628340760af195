/** Floats as texts. Source: Microsoft Learn, "CAST and CONVERT (Transact-SQL)", "float and real styles". */

const DIGITS_BY_DEFAULT = 6;
/** Always in scientific notation, by style. */
const SCIENTIFIC_DIGITS: Readonly<Record<number, number>> = { 1: 8, 2: 16, 3: 17 };

/** Six digits at most, in scientific notation when needed: `0.1`, `123457`, `1e+020`. */
export function floatText(value: number, style = 0): string {
  const digits = SCIENTIFIC_DIGITS[style];
  return digits === undefined ? general(value) : scientific(value.toExponential(digits - 1));
}

/** As C prints `%g`. */
function general(value: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential(DIGITS_BY_DEFAULT - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= DIGITS_BY_DEFAULT) return scientific(`${withoutZeros(mantissa)}e${exponentText}`);
  return withoutZeros(value.toFixed(DIGITS_BY_DEFAULT - 1 - exponent));
}

const withoutZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** Exponents of three digits. */
function scientific(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${mantissa}e${sign}${exponent.replace(/^[+-]/, '').padStart(3, '0')}`;
}
