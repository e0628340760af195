/** What fails while a value is converted, in SQL Server's words. Source: Microsoft Learn, "Database Engine events and errors". */
import { SqlError } from '../errors.js';
import { messageName } from '../types/families.js';
import type { Type } from '../types/type.js';
import { floatToScaled, scaledText } from './scaled.js';

/** @param from what stands before "to": a type, or `expression` */
export const overflow = (from: Type | 'expression', to: Type): SqlError => {
  const source = from === 'expression' ? from : messageName(from);
  const verb = from === 'expression' ? 'converting expression' : `converting ${source}`;
  return new SqlError(8115, `Arithmetic overflow error ${verb} to data type ${messageName(to)}.`);
};

export const smallOverflow = (to: Type, value: bigint): SqlError =>
  new SqlError(220, `Arithmetic overflow error for data type ${messageName(to)}, value = ${value}.`);

export const moneyTooLarge = (to: Type): SqlError =>
  new SqlError(237, `There is insufficient result space to convert a money value to ${messageName(to)}.`);

export const floatOverflow = (to: Type, value: number): SqlError =>
  new SqlError(232, `Arithmetic overflow error for type ${messageName(to)}, value = ${sixDecimals(value)}.`);

export const badText = (from: Type, text: string, to: Type): SqlError =>
  new SqlError(
    245,
    `Conversion failed when converting the ${messageName(from)} value '${text}' to data type ${messageName(to)}.`,
  );

export const badTextOf = (from: Type, to: Type): SqlError =>
  new SqlError(8114, `Error converting data type ${messageName(from)} to ${messageName(to)}.`);

export const badMoment = (): SqlError =>
  new SqlError(241, 'Conversion failed when converting date and/or time from character string.');

export const badSmallMoment = (): SqlError =>
  new SqlError(295, 'Conversion failed when converting character string to smalldatetime data type.');

export const momentOutOfRange = (from: Type, to: Type): SqlError =>
  new SqlError(
    242,
    `The conversion of a ${messageName(from)} data type to a ${messageName(to)} data type resulted in an out-of-range value.`,
  );

export const unsupportedStyle = (style: number, from: Type, to: Type): SqlError =>
  new SqlError(
    9809,
    `The style ${style} is not supported for conversions from ${messageName(from)} to ${messageName(to)}.`,
  );

/** As C prints `%f`, of large numbers only the digits that count. */
function sixDecimals(value: number): string {
  if (Math.abs(value) < 10 ** 17) return value.toFixed(SHOWN_SCALE);
  return scaledText(floatToScaled(value, SHOWN_SCALE), SHOWN_SCALE);
}

const SHOWN_SCALE = 6;
