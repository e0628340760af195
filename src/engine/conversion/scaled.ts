/** Exact numbers: whole numbers that count units of 10^-scale. */

const POWERS: readonly bigint[] = Array.from({ length: 78 }, (_, exponent) => 10n ** BigInt(exponent));

export const powerOfTen = (exponent: number): bigint => POWERS[exponent] ?? 10n ** BigInt(exponent);

/** Divides and rounds a half away from zero. */
export function roundedDivision(units: bigint, by: bigint): bigint {
  const quotient = units / by;
  const rest = units % by;
  const twice = rest < 0n ? -rest * 2n : rest * 2n;
  return twice < by ? quotient : units < 0n ? quotient - 1n : quotient + 1n;
}

/** The same number in other units; what is cut off is rounded, a half away from zero. */
export function rescaled(units: bigint, from: number, to: number): bigint {
  if (from === to) return units;
  return from < to ? units * powerOfTen(to - from) : roundedDivision(units, powerOfTen(from - to));
}

/** `-0.50` for -50 in hundredths. */
export function scaledText(units: bigint, scale: number): string {
  if (scale === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, -scale);
  return `${units < 0n ? '-' : ''}${whole}.${digits.slice(-scale)}`;
}

/** The float nearest to an exact number. */
export const scaledToFloat = (units: bigint, scale: number): number =>
  scale === 0 ? Number(units) : Number(scaledText(units, scale));

/** Digits of a float that count when it becomes exact. Source: Microsoft Learn, "float and real": precision 17 only. */
const FLOAT_DIGITS = 17;

/** A finite float in units of 10^-scale, a half away from zero. */
export function floatToScaled(value: number, scale: number): bigint {
  const [mantissa = '0', exponent = '0'] = Math.abs(value)
    .toExponential(FLOAT_DIGITS - 1)
    .split('e');
  const units = BigInt(mantissa.replace('.', ''));
  const shift = Number(exponent) - (FLOAT_DIGITS - 1) + scale;
  const scaled = shift >= 0 ? units * powerOfTen(shift) : roundedDivision(units, powerOfTen(-shift));
  return value < 0 ? -scaled : scaled;
}

const bits = new DataView(new ArrayBuffer(8));
const MANTISSA_BITS = 52n;
const EXPONENT_BIAS = 1075;

/** A finite float in units of 10^-scale with all the digits that it has in binary, a half away from zero. */
export function binaryToScaled(value: number, scale: number): bigint {
  bits.setFloat64(0, Math.abs(value));
  const all = bits.getBigUint64(0);
  const exponent = Number(all >> MANTISSA_BITS);
  const mantissa = BigInt.asUintN(52, all) | (exponent === 0 ? 0n : 1n << MANTISSA_BITS);
  const shift = Math.max(exponent, 1) - EXPONENT_BIAS;
  const units = mantissa * powerOfTen(scale);
  const scaled = shift >= 0 ? units << BigInt(shift) : roundedDivision(units, 1n << BigInt(-shift));
  return value < 0 ? -scaled : scaled;
}
