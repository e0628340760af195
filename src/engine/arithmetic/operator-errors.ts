/** The errors of operators. */
import { SqlError } from '../errors.js';
import type { BinaryExpression } from '../../syntax/tsql/ast/index.js';
import type { Run } from '../session/run.js';
import { clashName, messageName } from '../types/families.js';
import type { Type } from '../types/type.js';

export type Operator = BinaryExpression['operator'];

const WORDS: Partial<Record<Operator, string>> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'modulo' }; // prettier-ignore

/** SQL Server's name of an operator in its messages. */
export const operatorWord = (operator: Operator | '~'): string =>
  (operator === '~' ? undefined : WORDS[operator]) ?? `'${operator}'`;

/** The operator does not take these two types: 402, or 8117 when both are of one type. */
export function incompatible(operator: Operator, left: Type, right: Type): SqlError {
  const [a, b] = [messageName(left), messageName(right)];
  const isText = a.endsWith('char') && b.endsWith('char');
  if ((a === b || isText) && a !== 'bit' && a !== 'float' && a !== 'text') return invalidOperand(a, operatorWord(operator)); // prettier-ignore
  return new SqlError(402, `The data types ${a} and ${b} are incompatible in the ${operatorWord(operator)} operator.`);
}

export const invalidOperand = (name: string, operator: string): SqlError =>
  new SqlError(8117, `Operand data type ${name} is invalid for ${operator} operator.`);

export const clash = (left: Type, right: Type): SqlError =>
  new SqlError(206, `Operand type clash: ${clashName(left)} is incompatible with ${clashName(right)}`);

export const overflow = (type: Type): SqlError =>
  new SqlError(8115, `Arithmetic overflow error converting expression to data type ${messageName(type)}.`);

export const divisionByZero = (): SqlError => new SqlError(8134, 'Divide by zero error encountered.');

/**
 * Source: Microsoft Learn, "SET ARITHABORT": with it and ANSI_WARNINGS off the answer is NULL.
 * @throws the error, unless both are off
 */
export function failed(run: Run, error: SqlError): null {
  if (run.settings.arithAbort || run.settings.ansiWarnings) throw error;
  return null;
}
