/**
 * .NET's format strings for numbers in the culture en-US, for FORMAT.
 * Source: Microsoft Learn, "Standard numeric format strings" and "Custom numeric format strings".
 */
import { NotInEngine } from '../errors.js';

/** 0.digits x 10^scale. */
export interface Digits {
  readonly isNegative: boolean;
  /** Without zeros at either end; empty for zero. */
  readonly digits: string;
  readonly scale: number;
}

export function digitsOf(isNegative: boolean, written: string, scale: number): Digits {
  const leading = /^0*/.exec(written)?.[0].length ?? 0;
  const digits = written.slice(leading).replace(/0+$/, '');
  return { isNegative: isNegative && digits !== '', digits, scale: digits === '' ? 0 : scale - leading };
}

/** Half away from zero, to so many digits after the point. */
function rounded({ isNegative, digits, scale }: Digits, fraction: number): Digits {
  const kept = scale + fraction;
  if (kept >= digits.length) return digitsOf(isNegative, digits, scale);
  if (kept < 0) return digitsOf(false, '', 0);
  const up = (digits[kept] ?? '0') >= '5' ? 1n : 0n;
  const sum = (BigInt(digits.slice(0, kept) || '0') + up).toString();
  const padded = sum.padStart(kept, '0');
  return digitsOf(isNegative, padded, scale + padded.length - kept);
}

const grouped = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ',');

/** A number with so many digits after the point, and before it at least one; without its sign. */
function fixed({ digits, scale }: Digits, fraction: number): { whole: string; rest: string } {
  const whole = scale <= 0 ? '0' : digits.slice(0, scale).padEnd(scale, '0');
  const after = scale < 0 ? '0'.repeat(-scale) + digits : digits.slice(Math.max(0, scale));
  return { whole, rest: fraction === 0 ? '' : `.${after.padEnd(fraction, '0')}` };
}

const CURRENCY_NUMBER_FIXED: Readonly<Record<string, (isNegative: boolean, whole: string, rest: string) => string>> = {
  C: (isNegative, whole, rest) => (isNegative ? `($${grouped(whole)}${rest})` : `$${grouped(whole)}${rest}`),
  N: (isNegative, whole, rest) => `${isNegative ? '-' : ''}${grouped(whole)}${rest}`,
  F: (isNegative, whole, rest) => `${isNegative ? '-' : ''}${whole}${rest}`,
};

/** Null for a format that .NET refuses. @param isWhole of the integer types */
export function formatNumber(number: Digits, pattern: string, isWhole: boolean): string | null {
  const [, letter, precision] = /^([A-Za-z])(\d{0,2})$/.exec(pattern) ?? [];
  if (letter === undefined) return pattern === '' ? general(number, isWhole) : custom(pattern, number);
  const key = letter.toUpperCase();
  const write = CURRENCY_NUMBER_FIXED[key];
  if (write) {
    const fraction = precision === '' ? 2 : Number(precision);
    const value = rounded(number, fraction);
    const { whole, rest } = fixed(value, fraction);
    return write(value.isNegative, whole, rest);
  }
  if (key === 'D') {
    if (!isWhole) return null;
    const { whole } = fixed(number, 0);
    return `${number.isNegative ? '-' : ''}${whole.padStart(Number(precision || '1'), '0')}`;
  }
  if (key === 'G' && precision === '') return general(number, isWhole);
  if ('EGPRX'.includes(key)) throw new NotInEngine('ENGINE-FUNCTION-FORMAT', `FORMAT of a number by ${pattern}`);
  return null;
}

function general(number: Digits, isWhole: boolean): string {
  if (!isWhole) throw new NotInEngine('ENGINE-FUNCTION-FORMAT', 'FORMAT of a number with a fraction by G');
  return `${number.isNegative ? '-' : ''}${fixed(number, 0).whole}`;
}

const PIECE = /'([^']*)'?|"([^"]*)"?|\\([\s\S])|[\s\S]/g;

/** `;` outside quotes parts what is for numbers over, under and at zero. */
function sectionsOf(pattern: string): readonly string[] {
  const sections = [''];
  for (const [piece] of pattern.matchAll(PIECE))
    if (piece === ';') sections.push('');
    else sections[sections.length - 1] += piece;
  return sections;
}

interface Plan {
  readonly digitCount: number;
  readonly decimalAt: number;
  readonly firstZero: number;
  readonly lastZero: number;
  readonly isGrouped: boolean;
  /** Powers of ten to multiply by: `%` is 2, a comma right before the point -3. */
  readonly shift: number;
}

function planOf(section: string): Plan {
  let [digitCount, decimalAt, firstZero, lastZero] = [0, -1, Number.MAX_SAFE_INTEGER, 0];
  let [commaAt, commas, shift, isGrouped] = [-1, 0, 0, false];
  for (const { 0: piece, index } of section.matchAll(PIECE)) {
    if (piece === '‰' || /^[eE][+-]?0/.test(section.slice(index)))
      throw new NotInEngine('ENGINE-FUNCTION-FORMAT', 'FORMAT of a number with an exponent or per mille');
    if (piece === '#' || piece === '0') {
      if (piece === '0') {
        firstZero = Math.min(firstZero, digitCount);
        lastZero = digitCount + 1;
      }
      digitCount += 1;
    } else if (piece === '.' && decimalAt < 0) decimalAt = digitCount;
    else if (piece === '%') shift += 2;
    else if (piece === ',' && digitCount > 0 && decimalAt < 0) {
      if (commaAt >= 0 && commaAt !== digitCount) isGrouped = true;
      commas = commaAt === digitCount ? commas + 1 : 1;
      commaAt = digitCount;
    }
  }
  if (decimalAt < 0) decimalAt = digitCount;
  if (commaAt === decimalAt) shift -= commas * 3;
  else if (commaAt >= 0) isGrouped = true;
  return { digitCount, decimalAt, firstZero, lastZero, isGrouped, shift };
}

function scaledBy(number: Digits, { shift, digitCount, decimalAt }: Plan): Digits {
  const moved = number.digits === '' ? number : { ...number, scale: number.scale + shift };
  return rounded(moved, digitCount - decimalAt);
}

/** A section left empty or out is the first one; what rounds to zero is written as zero. */
function custom(pattern: string, number: Digits): string {
  const sections = sectionsOf(pattern);
  const filled = (at: number): number => (sections[at] ? at : 0);
  const write = (at: number, from: Digits): { value: Digits; text: () => string } => {
    const section = sections[at] ?? '';
    const plan = planOf(section);
    const value = scaledBy(from, plan);
    return { value, text: () => (value.isNegative && at === 0 ? '-' : '') + written(section, plan, value) };
  };
  const zero = filled(2);
  const chosen = number.digits === '' ? zero : filled(number.isNegative ? 1 : 0);
  const { value, text } = write(chosen, number);
  return value.digits === '' && chosen !== zero ? write(zero, value).text() : text();
}

/** Digits are laid on the placeholders from the point outward; what is left over stands before the first. */
function written(section: string, plan: Plan, { digits, scale }: Digits): string {
  const { decimalAt, digitCount, isGrouped } = plan;
  const mustFrom = plan.firstZero < decimalAt ? decimalAt - plan.firstZero : 0;
  const mustTo = plan.lastZero > decimalAt ? decimalAt - plan.lastZero : 0;
  let place = Math.max(scale, decimalAt);
  let surplus = scale - decimalAt;
  let next = 0;
  let text = '';
  let hasPoint = false;
  const put = (digit: string): void => {
    text += digit;
    if (isGrouped && place > 1 && (place - 1) % 3 === 0) text += ',';
  };
  for (const [piece, single, double, escaped] of section.matchAll(PIECE)) {
    if (/^[#0.]$/.test(piece))
      for (; surplus > 0; surplus -= 1, place -= 1) {
        put(digits[next] ?? '0');
        next += 1;
      }
    if (piece === '#' || piece === '0') {
      let digit = '';
      if (surplus < 0) {
        surplus += 1;
        digit = place <= mustFrom ? '0' : '';
      } else if (next < digits.length) {
        digit = digits[next] ?? '';
        next += 1;
      } else digit = place > mustTo ? '0' : '';
      if (digit !== '') put(digit);
      place -= 1;
    } else if (piece === '.') {
      if (place === 0 && !hasPoint && (mustTo < 0 || (decimalAt < digitCount && next < digits.length))) {
        text += '.';
        hasPoint = true;
      }
    } else if (piece !== ',') text += single ?? double ?? escaped ?? piece;
  }
  return text;
}
