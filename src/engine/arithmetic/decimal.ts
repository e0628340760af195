/** Exact numbers as scaled integers. */

const POWERS: bigint[] = [1n];

/** @param exponent 0 or more */
export function powerOfTen(exponent: number): bigint {
  for (let next = POWERS.length; next <= exponent; next++) POWERS.push((POWERS[next - 1] ?? 1n) * 10n);
  return POWERS[exponent] ?? 1n;
}

export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** Half away from zero, as SQL Server rounds. @param divisor over 0 */
export function dividedRounded(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const isHalf = absolute(value % divisor) * 2n >= divisor;
  if (!isHalf) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

/** The same number with another scale. */
export function rescaled(value: bigint, from: number, to: number): bigint {
  return to >= from ? value * powerOfTen(to - from) : dividedRounded(value, powerOfTen(from - to));
}

export const fits = (value: bigint, precision: number): boolean => absolute(value) < powerOfTen(precision);

/** `-0.05` for -5 with two decimal places. */
export function decimalText(value: bigint, scale: number): string {
  const digits = absolute(value)
    .toString()
    .padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The nearest double. */
export function toDouble(value: bigint, scale: number): number {
  // both exact, so that the division rounds once
  const isExact = scale <= 22 && value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  return isExact ? Number(value) / 10 ** scale : Number(decimalText(value, scale));
}
