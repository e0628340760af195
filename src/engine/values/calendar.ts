/** Days of the proleptic Gregorian calendar, counted from 0001-01-01, which is day 0. */

export interface CivilDate {
  /** 1 to 9999 */
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
}

const DAYS_OF_400_YEARS = 146_097;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a date exists between 0001-01-01 and 9999-12-31. */
export function isDate({ year, month, day }: CivilDate): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function dayNumber({ year, month, day }: CivilDate): number {
  const before = year - 1;
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  const ofYears = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return ofYears + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + leapDay + day - 1;
}

/** Source of the steps: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (civil_from_days). */
export function civilDate(days: number): CivilDate {
  const shifted = days + 306; // since 0000-03-01
  const era = Math.floor(shifted / DAYS_OF_400_YEARS);
  const dayOfEra = shifted - era * DAYS_OF_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** 1 Monday to 7 Sunday. 0001-01-01 was a Monday. */
export const isoWeekday = (days: number): number => (((days % 7) + 7) % 7) + 1;

/** Day number of 1900-01-01, from which datetime and smalldatetime count. */
export const DAY_1900 = 693_595;
export const TICKS_PER_DAY = 864_000_000_000;
export const DATETIME_UNITS_PER_DAY = 25_920_000;
