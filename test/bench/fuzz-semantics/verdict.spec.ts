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

const targetRows = (type: string, cells: readonly unknown[], codes: readonly string[] = []): TargetOutcome => ({
  kind: 'rows',
  sql: 'select',
  columns: [{ name: 'v', sourceType: '', targetType: type, nullable: true }],
  rowColumns: [{ name: 'v', type }],
  findings: codes.map((code) => ({ code, severity: 'warning', message: '', place: null })),
  rows: cells.map((cell) => [cell]),
});

const INT: Type = { base: 'int' };
const TEXT: Type = { base: 'varchar', length: 5 };
const kindOf = (engine: EngineOutcome, target: TargetOutcome, text = ''): string => judge(engine, target, text).kind;

describe('two answers compared', () => {
  it('agree as multisets of rows, in any order', () => {
    expect(kindOf(engineRows(INT, [1, 2, 2, null]), targetRows('integer', [2, null, 1, 2]))).toBe('agree');
    expect(kindOf(engineRows(INT, [1, 2, 2]), targetRows('integer', [1, 1, 2]))).toBe('disagree');
    expect(kindOf(engineRows(INT, [1]), targetRows('integer', [1, 1]))).toBe('disagree');
    expect(kindOf(engineRows(INT, [null]), targetRows('integer', [0]))).toBe('disagree');
  });

  it('take texts exactly, blanks and case included, but for the spelling that stands for a group', () => {
    expect(kindOf(engineRows(TEXT, ['a ']), targetRows('varchar', ['a']))).toBe('disagree');
    expect(kindOf(engineRows(TEXT, ['A ']), targetRows('varchar', ['a'], ['TSQL-GROUP-REPRESENTATIVE']))).toBe('agree');
  }); // prettier-ignore

  it('take floats to 1e-12 and no further', () => {
    const float: Type = { base: 'float' };
    expect(kindOf(engineRows(float, [1]), targetRows('double', [1 + 1e-13]))).toBe('agree');
    expect(kindOf(engineRows(float, [1]), targetRows('double', [1 + 1e-11]))).toBe('disagree');
  });

  it('need the type that the original becomes', () => {
    expect(kindOf(engineRows({ base: 'decimal', precision: 5, scale: 2 }, [150n]), targetRows('decimal(6,2)', ['1.50']))).toBe('disagree');
    expect(kindOf(engineRows({ base: 'nchar', length: 3 }, ['a  ']), targetRows('varchar', ['a  ']))).toBe('agree');
  }); // prettier-ignore

  it('do not agree when a seventh digit of the second is lost', () => {
    const moments = engineRows({ base: 'datetime2', scale: 7 }, [1n]);
    expect(kindOf(moments, targetRows('TIMESTAMP', ['0001-01-01 00:00:00']))).toBe('disagree');
    expect(kindOf(moments, targetRows('TIMESTAMP', ['0001-01-01 00:00:00'], ['TSQL-TYPE-FRACTION']), 'datetime2(7)')).toBe('hazard');
  }); // prettier-ignore
});

describe('the verdict', () => {
  const stopped: EngineOutcome = { kind: 'error', number: 8134, message: 'Divide by zero' };

  it('is a disagreement when only one side stops', () => {
    expect(kindOf(stopped, targetRows('integer', [1]))).toBe('disagree');
    const failed: TargetOutcome = { kind: 'error', sql: 'select', columns: [], findings: [], message: 'no' };
    expect(kindOf(engineRows(INT, [1]), failed)).toBe('disagree');
    expect(kindOf(stopped, failed)).toBe('both_error');
  });

  it('is a disagreement when the compiler throws, even where the engine stops', () => {
    const threw: TargetOutcome = { kind: 'error', sql: '', columns: [], findings: [], message: 'the compiler threw' };
    expect(judge(stopped, threw, '')).toMatchObject({ kind: 'disagree', code: 'compiler' });
  });

  it('is explained by a hazard only where that was raised, and only for what it says', () => {
    const raised = targetRows('integer', [null], ['TSQL-DIVISION-BY-ZERO']);
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
