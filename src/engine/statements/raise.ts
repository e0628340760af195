/** THROW, RAISERROR and PRINT. Source: Microsoft Learn, pages of those names. */
import type { Expression, Print, RaiseError, Throw } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import { textOf } from '../conversion/convert.js';
import { INT } from '../types/type.js';
import type { Value } from '../values/value.js';
import type { Activation } from './activation.js';

const shownSeverity = 11;
const printLengthMax = 8000;

/** @throws SqlError always: what it throws, or 10704 outside of CATCH */
export function runThrow({ args }: Throw, activation: Activation): never {
  const [number, message, state] = args;
  if (!number || !message || !state) {
    const { caught } = activation.session;
    if (!caught)
      throw new SqlError(10_704, 'To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.', 15); // prettier-ignore
    const error = new SqlError(caught.number, caught.message, caught.severity, caught.state);
    activation.session.places.set(error, { line: caught.line, procedure: caught.procedure });
    throw error;
  }
  const code = Number(activation.evaluateAs(number, INT));
  if (code < 50_000)
    throw new SqlError(35_100, `Error number ${code} in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.`); // prettier-ignore
  throw new SqlError(code, activation.evaluateText(message, 2048), 16, Number(activation.evaluateAs(state, INT)));
}

export function runRaiseError({ args, options, parenthesised }: RaiseError, activation: Activation): void {
  const [message, severity, state, ...rest] = args;
  if (!parenthesised) throw new NotInEngine('ENGINE-RAISERROR-OLD', 'RAISERROR without parentheses');
  if (!message) throw new NotInEngine('ENGINE-RAISERROR-OLD', 'RAISERROR without a message');
  const level = severity ? Number(activation.evaluateAs(severity, INT)) : 16;
  const place = state ? Number(activation.evaluateAs(state, INT)) : 1;
  const { number, text } = messageOf(message, activation);
  const full = formatted(
    text,
    rest.map((arg) => activation.evaluate(arg)),
  );
  if (level >= shownSeverity) throw new SqlError(number, full, level, Math.max(place, 0));
  activation.session.errorNumber = options.some((option) => option.toUpperCase() === 'SETERROR') ? number : 0;
  activation.session.emit({ kind: 'message', text: full });
}

function messageOf(message: Expression, activation: Activation): { number: number; text: string } {
  const { value, type } = activation.evaluate(message);
  if (typeof value === 'number')
    throw value < 13_000 || value === 50_000
      ? new SqlError(2732, `Error number ${value} is invalid. The number must be from 13000 through 2147483647 and it cannot be 50000.`)
      : new NotInEngine('ENGINE-MESSAGES', 'a message of sys.messages'); // prettier-ignore
  return { number: 50_000, text: value === null ? '' : textOf(value, type) };
}

interface Argument {
  readonly value: Value;
  readonly type: { readonly base: string };
}

const PLACEHOLDER = /%([-+0# ]*)(\*|\d+)?(?:\.(\*|\d+))?(?:h|l|I64)?([diosuxX%])/g;

/** `%[flags][width][.precision][h|l]type`, as printf of C. */
function formatted(text: string, args: readonly Argument[]): string {
  let next = 0;
  const take = (): Value => args[next++]?.value ?? null;
  return text.replace(PLACEHOLDER, (_all, flags: string, width: string | undefined, precision: string | undefined, type: string) => {
    if (type === '%') return '%';
    const wide = Number(width === '*' ? take() : (width ?? 0));
    const digits = precision === '*' ? Number(take()) : precision === undefined ? null : Number(precision);
    return padded(argumentText(take(), type, flags, digits), wide, flags, type);
  }); // prettier-ignore
}

/** @throws SqlError 2786 when the type of the value does not fit */
function argumentText(value: Value, type: string, flags: string, digits: number | null): string {
  if (value === null) return '(null)';
  const isText = typeof value === 'string';
  const isWhole = typeof value === 'number' || typeof value === 'bigint';
  if (type === 's' ? !isText : !isWhole)
    throw new SqlError(2786, 'The data type of substitution parameter does not match the expected type of the format specification.'); // prettier-ignore
  if (isText) return digits === null ? value : value.slice(0, digits);
  const whole = BigInt(value as number | bigint);
  if (type === 'd' || type === 'i') {
    const text = String(whole < 0n ? -whole : whole).padStart(digits ?? 0, '0');
    return (whole < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + text;
  }
  const unsigned = BigInt.asUintN(typeof value === 'bigint' ? 64 : 32, whole);
  const text = unsigned.toString(type === 'o' ? 8 : type === 'u' ? 10 : 16).padStart(digits ?? 0, '0');
  const prefix = flags.includes('#') && unsigned !== 0n ? (type === 'o' ? '0' : type === 'u' ? '' : `0${type}`) : '';
  return prefix + (type === 'X' ? text.toUpperCase() : text);
}

function padded(text: string, width: number, flags: string, type: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  return text.padStart(width, flags.includes('0') && type !== 's' ? '0' : ' ');
}

export function runPrint({ value }: Print, activation: Activation): void {
  const result = activation.evaluate(value);
  const text = result.value === null ? ' ' : textOf(result.value, result.type);
  activation.session.emit({ kind: 'message', text: text.slice(0, printLengthMax) });
}
