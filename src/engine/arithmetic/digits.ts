import { powerOfTen } from '../conversion/scaled.js';

export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** Whether a scaled number has at most so many digits. */
export const fitsDigits = (value: bigint, precision: number): boolean => absolute(value) < powerOfTen(precision);
