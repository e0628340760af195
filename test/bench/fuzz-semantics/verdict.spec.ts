import { comparableCell, comparableValue } from '../../../bench/fuzz-semantics/cells.js';
import { EXPLANATIONS } from '../../../bench/fuzz-semantics/explained.js';
import type { EngineOutcome, TargetOutcome } from '../../../bench/fuzz-semantics/outcome.js';
import { judge } from '../../../bench/fuzz-semantics/verdict.js';
import { HAZARDS } from '../../../src/compiler/hazards/registry.js';
import type { Type } from '../../../src/engine/types/type.js';
import type { Value } from '../../../src/engine/values/value.js';

const engineRows = (type: Type, values: readonly Value[]): EngineOutcome => ({
  kind: 'rows',
  columns: [{ name: 'v', type }],
  rows: values.map((value) => [value]),
});

const targetRows = (sourceType: string, cells: readonly unknown[], codes: readonly string[] = []): TargetOutcome => ({
  kind: 'rows',
  sql: 'select',
  columns: [{ name: 'v', sourceType, targetType: '', nullable: true }],
  findings: codes.map((code) => ({ code, severity: 'warning', message: '', place: null })),
  rows: cells.map((cell) => [cell]),
});

const INT: Type = { base: 'int' };
const TEXT: Type = { base: 'varchar', length: 5 };
const kindOf = (engine: EngineOutcome, target: TargetOutcome, text = ''): string => judge(engine, target, text).kind;

describe('two answers compared', () => {
  it('agree as multisets of rows, in any order', () => {
    expect(kindOf(engineRows(INT, [1, 2, 2, null]), targetRows('int', [2, null, 1, 2]))).toBe('agree');
    expect(kindOf(engineRows(INT, [1, 2, 2]), targetRows('int', [1, 1, 2]))).toBe('disagree');
    expect(kindOf(engineRows(INT, [1]), targetRows('int', [1, 1]))).toBe('disagree');
    expect(kindOf(engineRows(INT, [null]), targetRows('int', [0]))).toBe('disagree');
  });

  it('take texts exactly, blanks and case included, but for the spelling that stands for a group', () => {
    expect(kindOf(engineRows(TEXT, ['a ']), targetRows('varchar(5)', ['a']))).toBe('disagree');
    expect(kindOf(engineRows(TEXT, ['A ']), targetRows('varchar(5)', ['a'], ['TSQL-GROUP-REPRESENTATIVE']))).toBe('agree');
  }); // prettier-ignore

  it('take floats to 1e-12 and no further', () => {
    const float: Type = { base: 'float' };
    expect(kindOf(engineRows(float, [1]), targetRows('float', [1 + 1e-13]))).toBe('agree');
    expect(kindOf(engineRows(float, [1]), targetRows('float', [1 + 1e-11]))).toBe('disagree');
  });

  it('need the type that the target maps alike', () => {
    expect(kindOf(engineRows({ base: 'decimal', precision: 5, scale: 2 }, [150n]), targetRows('decimal(6,2)', ['1.50']))).toBe('disagree');
    expect(kindOf(engineRows({ base: 'nchar', length: 3 }, ['a  ']), targetRows('nvarchar(5)', ['a  ']))).toBe('agree');
  }); // prettier-ignore

  it.each<[Type, Value, unknown]>([
    [{ base: 'decimal', precision: 9, scale: 3 }, 1500n, '1.500'],
    [{ base: 'bit' }, 1, true],
    [{ base: 'datetime' }, 0, '1900-01-01 00:00:00'],
    [{ base: 'varbinary', length: 4 }, new Uint8Array([0x41, 0xff]), 'A\\xFF'],
    [{ base: 'varbinary', length: 4 }, new Uint8Array([0x41, 0xff]), '\\x41ff'],
    [{ base: 'uniqueidentifier' }, '0E984725-C51C-4BF4-9960-E1C80E27ABA0', '0e984725-c51c-4bf4-9960-e1c80e27aba0'],
    [{ base: 'time', scale: 3 }, 600_000_000_000 / 1000, '00:01:00'],
  ])('write a value of %j as a target does', (type, value, cell) => {
    expect(comparableCell(cell, type)).toBe(comparableValue(value, type));
  });
});

describe('the verdict', () => {
  const stopped: EngineOutcome = { kind: 'error', number: 8134, message: 'Divide by zero' };

  it('is a disagreement when only one side stops', () => {
    expect(kindOf(stopped, targetRows('int', [1]))).toBe('disagree');
    const failed: TargetOutcome = { kind: 'error', sql: '', columns: [], findings: [], message: 'no' };
    expect(kindOf(engineRows(INT, [1]), failed)).toBe('disagree');
    expect(kindOf(stopped, failed)).toBe('both_error');
  });

  it('is explained by a hazard only where that was raised, and only for what it says', () => {
    const raised = targetRows('int', [null], ['TSQL-DIVISION-BY-ZERO']);
    expect(kindOf(stopped, raised)).toBe('hazard');
    expect(kindOf(engineRows(INT, [1]), raised)).toBe('disagree');
  });

  it('counts what a side lacks or refuses by its code', () => {
    const refused: TargetOutcome = { kind: 'refused', code: 'TSQL-NOT-IN-TARGET', message: '', findings: [] };
    expect(judge(engineRows(INT, [1]), refused, '')).toMatchObject({ kind: 'refused', code: 'TSQL-NOT-IN-TARGET' });
    expect(kindOf(stopped, refused)).toBe('both_refuse');
    expect(kindOf({ kind: 'lacking', code: 'ENGINE-X', message: '' }, refused)).toBe('not_in_engine');
  });

  it('has a reason and a registered hazard for each entry of the reviewed list', () => {
    for (const { hazard, reason } of EXPLANATIONS) {
      expect(reason).not.toBe('');
      if (hazard.startsWith('TSQL-')) expect(Object.keys(HAZARDS)).toContain(hazard);
    }
  });
});
