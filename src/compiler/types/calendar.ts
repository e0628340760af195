/** Days of the proleptic Gregorian calendar as whole numbers, 0 being 1900-01-01: SQL Server's day zero of datetime. */

const DAYS_IN_400_YEARS = 146097;
/** Days from 0000-03-01 to 1900-01-01. */
const EPOCH_OFFSET = 693901;

/** Day number of a date. The algorithm counts years from March, so that leap days come last. */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const daysOfYears = 365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return daysOfYears + Math.floor((153 * monthFromMarch + 2) / 5) + day - 1 - EPOCH_OFFSET;
}

/** `YYYY-MM-DD` of a day number; null outside 0001-01-01 .. 9999-12-31. */
export function dateOfDayNumber(number: number): string | null {
  const days = number + EPOCH_OFFSET;
  const era = Math.floor(days / DAYS_IN_400_YEARS);
  const dayOfEra = days - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year < 1 || year > 9999 ? null : `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Whether the three numbers are a date SQL Server has (years 1 to 9999). */
export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const next = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  return day <= next - dayNumber(year, month, 1);
}

export const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
