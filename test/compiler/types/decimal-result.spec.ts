import { type DecimalOperator, decimalResult } from '../../../src/compiler/types/decimal-result.js';

const decimal = (precision: number, scale: number) => ({ base: 'decimal' as const, precision, scale });

/** Microsoft Learn, "Precision, scale, and length (Transact-SQL)": its table and its three rules for results past 38 digits. */
describe('precision and scale of decimal results', () => {
  const CASES: readonly (readonly [DecimalOperator, readonly [number, number], readonly [number, number], readonly [number, number]])[] = [
    ['add', [10, 2], [5, 3], [12, 3]], ['subtract', [5, 0], [5, 0], [6, 0]], ['multiply', [10, 2], [5, 3], [16, 5]], ['divide', [10, 2], [5, 3], [19, 8]],
    ['modulo', [10, 2], [5, 3], [5, 3]], ['union', [10, 2], [5, 3], [11, 3]],
    // Sums keep their whole digits and give up decimals.
    ['add', [38, 10], [38, 0], [38, 0]], ['add', [38, 10], [10, 4], [38, 10]],
    // Products and quotients give up decimals down to six.
    ['multiply', [38, 10], [38, 10], [38, 6]], ['divide', [38, 10], [38, 10], [38, 6]], ['multiply', [20, 10], [20, 10], [38, 17]], ['multiply', [30, 2], [30, 2], [38, 4]],
  ]; // prettier-ignore

  it.each(CASES)('%s of %j and %j is %j', (operator, [p1, s1], [p2, s2], [precision, scale]) => {
    expect(decimalResult(operator, decimal(p1, s1), decimal(p2, s2))).toEqual(decimal(precision, scale));
  });

  it('counts whole types by their digits', () => {
    expect(decimalResult('add', { base: 'int' }, decimal(10, 2))).toEqual(decimal(13, 2));
    expect(decimalResult('union', { base: 'bigint' }, { base: 'money' })).toEqual(decimal(23, 4));
  });
});
