/** What every built-in function checks of its arguments before anything else. */
import { SqlError } from '../errors.js';
import type { Bound, Frame } from '../expressions/bound.js';
import type { Run } from '../session/run.js';
import type { Type } from '../types/type.js';
import type { Value } from '../values/value.js';

/** @throws SqlError 174 (one possible number) or 189 (a range of them) */
export function requireCount(name: string, count: number, least: number, most = least): void {
  if (count >= least && count <= most) return;
  throw least === most
    ? new SqlError(174, `The ${name} function requires ${least} argument(s).`, 15)
    : new SqlError(189, `The ${name} function requires ${least} to ${most} arguments.`, 15);
}

/** An argument that is there: `requireCount` comes first. */
export function argument(args: readonly Bound[], at: number): Bound {
  const found = args[at];
  if (!found) throw new RangeError(`no argument ${at}`);
  return found;
}

/** The error for an argument of a type that the function does not take. @param at from 1 */
export function wrongType(type: Type, at: number, name: string): SqlError {
  const written = type.isUntypedNull ? 'NULL' : type.base;
  return new SqlError(8116, `Argument data type ${written} is invalid for argument ${at} of ${name} function.`);
}

/** A function of values that gives NULL when one of them is NULL. */
export function strict(
  type: Type,
  args: readonly Bound[],
  compute: (values: readonly NonNullable<Value>[], run: Run) => Value,
): Bound {
  return {
    type,
    evaluate: (frame: Frame, run: Run) => {
      const values: NonNullable<Value>[] = [];
      for (const arg of args) {
        const value = arg.evaluate(frame, run);
        if (value === null) return null;
        values.push(value);
      }
      return compute(values, run);
    },
  };
}

const TEXTS = new Set(['char', 'varchar', 'nchar', 'nvarchar', 'text', 'ntext']);
const NUMBERS = new Set(['bit', 'tinyint', 'smallint', 'int', 'bigint', 'decimal', 'money', 'smallmoney', 'real', 'float']); // prettier-ignore

export const isText = (type: Type): boolean => TEXTS.has(type.base);
export const isNumber = (type: Type): boolean => NUMBERS.has(type.base);

/** A value that its type says is a text. */
export function asText(value: Value | undefined): string {
  if (typeof value !== 'string') throw new TypeError(`no text: ${typeof value}`);
  return value;
}
