import { Problem } from '../../src/common/http/problem.js';
import { rangeOf } from '../../src/usage/usage-range.js';

const now = Date.UTC(2026, 0, 31);
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

describe('the time that usage is asked for', () => {
  it('is the last 30 days when nothing is said', () => {
    expect(rangeOf({}, now)).toEqual({ from: day('2026-01-01'), to: day('2026-01-31') });
  });

  it('ends now when only its begin is said, and begins 30 days before its end when only that is', () => {
    expect(rangeOf({ from: day('2026-01-30') }, now)).toEqual({ from: day('2026-01-30'), to: day('2026-01-31') });
    expect(rangeOf({ to: day('2025-12-31') }, now)).toEqual({ from: day('2025-12-01'), to: day('2025-12-31') });
  });

  it.each([
    ['ends before it begins', '2026-01-02', '2026-01-01'],
    ['has no length', '2026-01-01', '2026-01-01'],
    ['is longer than a leap year', '2024-01-01', '2025-01-02'],
  ])('is refused when it %s', (_case, from, to) => {
    expect(() => rangeOf({ from: day(from), to: day(to) }, now)).toThrow(Problem);
  });

  it('may be a whole leap year', () => {
    expect(rangeOf({ from: day('2024-01-01'), to: day('2025-01-01') }, now)).toBeDefined();
  });
});
