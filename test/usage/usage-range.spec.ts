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
});
