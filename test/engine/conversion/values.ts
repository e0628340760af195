/** Values from texts and back, for tables of vectors. */
import { converter, type ConversionOptions } from '../../../src/engine/conversion/convert.js';
import { SqlError } from '../../../src/engine/errors.js';
import { defaultSettings, Run, type Settings } from '../../../src/engine/session/run.js';
import { familyOf } from '../../../src/engine/types/families.js';
import type { Type } from '../../../src/engine/types/type.js';
import { writtenType } from '../../../src/engine/types/written-type.js';
import type { Value } from '../../../src/engine/values/value.js';
import type { Identifier, TypeName } from '../../../src/syntax/tsql/ast/index.js';

export const COLLATION = 'SQL_Latin1_General_CP1_CI_AS';

const span = { start: 0, end: 0 };
const identifier = (value: string): Identifier => ({ kind: 'identifier', value, quoting: 'none', span });

/** `decimal(5, 2)` as the parser gives it. */
export function typeName(text: string): TypeName {
  const [, name = '', args] = /^([^(]+)(?:\((.*)\))?$/.exec(text) ?? [];
  const parts = name.trim().split('.').map(identifier);
  return {
    kind: 'type_name',
    name: { kind: 'object_name', parts, span },
    args: args === undefined ? [] : args.split(',').map((arg) => arg.trim()),
    span,
  };
}

export const type = (text: string): Type => writtenType(typeName(text), () => null, COLLATION, 'cast');

export const run = (settings: Partial<Settings> = {}): Run =>
  new Run(
    { nowUtc: 0n, offsetMinutes: 0, user: '', database: '', server: '', random: () => 0, elapsedMs: () => 0 },
    { ...defaultSettings(), ...settings },
  );

const WIDE: Type = { base: 'varchar', length: 8000, collation: COLLATION, collationLabel: 'default' };
const STYLES: Readonly<Record<string, number>> = { moment: 121, money: 2, binary: 1 };

/** A value of a type, written as SQL Server reads it; bytes as `0x...`. */
export function valueOf(text: string | null, of: Type): Value {
  if (text === null || familyOf(of) === 'text') return converter(WIDE, of, { kind: 'explicit' })(text, run());
  const style = familyOf(of) === 'binary' ? 1 : undefined;
  return converter(WIDE, of, { kind: 'explicit', style })(text, run());
}

/** A value in full: money with four digits, moments in ISO form, bytes as `0x...`, floats as JavaScript writes them. */
export function shown(value: Value, of: Type): string | null {
  if (value === null) return null;
  if (familyOf(of) === 'float') return JSON.stringify(value);
  return converter(of, WIDE, { kind: 'explicit', style: STYLES[familyOf(of)] })(value, run()) as string;
}

/** What a conversion gives, or the number of its error as `error 8115`. */
export function converted(
  text: string | null,
  from: string,
  to: string,
  options: ConversionOptions = { kind: 'explicit' },
  settings: Partial<Settings> = {},
): string | null {
  const [source, target] = [type(from), type(to)];
  try {
    return shown(converter(source, target, options)(valueOf(text, source), run(settings)), target);
  } catch (error) {
    if (error instanceof SqlError) return `error ${error.number}`;
    throw error;
  }
}

/** The whole text of the error a conversion gives. */
export function failureOf(
  text: string,
  from: string,
  to: string,
  options: ConversionOptions = { kind: 'explicit' },
): string {
  // prettier-ignore
  const [source, target] = [type(from), type(to)];
  try {
    const value = converter(source, target, options)(valueOf(text, source), run());
    return `no error but ${shown(value, target)}`;
  } catch (error) {
    if (error instanceof SqlError) return `${error.number} ${error.message}`;
    throw error;
  }
}
