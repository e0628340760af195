/** Texts that are numbers. Source: Microsoft Learn, the pages of the number types, "money and smallmoney", and CAST and CONVERT. */
import { NotInEngine } from '../errors.js';
import { powerOfTen, roundedDivision } from './scaled.js';

const BLANKS = /^ +| +$/g;
const CONTROL = /[\t\r\n\u00a0]/;

/** Blanks around a number do not count. @throws NotInEngine for tabs and line breaks around it */
function bare(text: string): string {
  const inner = text.replace(BLANKS, '');
  if (CONTROL.test(inner) && inner.trim() !== inner)
    throw new NotInEngine('ENGINE-CONVERSION-BLANKS', 'a number among tabs or line breaks');
  return inner;
}

/** A whole number; an empty text is 0, as a sign alone is. Null: none. */
export function integerOf(text: string): bigint | null {
  const inner = bare(text);
  const match = /^([+-]?) *(\d*)$/.exec(inner);
  if (!match) return null;
  const digits = match[2] ?? '';
  if (digits === '') return 0n;
  return match[1] === '-' ? -BigInt(digits) : BigInt(digits);
}

/** A number in units of 10^-scale, rounded; an empty text is none. Null: none. */
export function scaledOf(text: string, scale: number): bigint | null {
  const match = /^([+-]?) *(\d*)(?:\.(\d*))?$/.exec(bare(text));
  if (!match) return null;
  return scaledDigits(match[1] === '-', match[2] ?? '', match[3] ?? '', scale);
}

function scaledDigits(isNegative: boolean, whole: string, fraction: string, scale: number): bigint | null {
  if (whole === '' && fraction === '') return null;
  const all = BigInt(whole + fraction);
  const shift = scale - fraction.length;
  const units = shift >= 0 ? all * powerOfTen(shift) : roundedDivision(all, powerOfTen(-shift));
  return isNegative ? -units : units;
}

/** A float; an empty text is 0. Null: none. May be infinite. */
export function floatOf(text: string): number | null {
  const inner = bare(text);
  if (inner === '') return 0;
  const match = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eEdD]([+-]?\d+))?$/.exec(inner);
  if (!match) return null;
  return Number(`${match[1]}${match[2]}e${match[3] ?? '0'}`);
}

/** Source of the signs: Microsoft Learn, "Using Monetary Data". */
const CURRENCIES = '$¢£¤¥৲৳฿៛₠₡₢₣₤₥₦₧₨₩₪₫€₭₮₯₰₱﷼﹩＄￠￡￥￦';

export const isCurrency = (sign: string): boolean => sign !== '' && CURRENCIES.includes(sign);

/** Ten-thousandths; commas among the digits and one sign of a currency are let be; an empty text is 0. Null: none. */
export function moneyOf(text: string): bigint | null {
  const inner = bare(text);
  if (inner === '') return 0n;
  const match = new RegExp(`^([+-]?) *[${CURRENCIES}]? *([+-]?)([\\d,]*)(?:\\.(\\d*))?$`).exec(inner);
  if (!match || (match[1] && match[2])) return null;
  const whole = (match[3] ?? '').replaceAll(',', '');
  return scaledDigits(match[1] === '-' || match[2] === '-', whole === '' ? '0' : whole, match[4] ?? '', 4);
}
