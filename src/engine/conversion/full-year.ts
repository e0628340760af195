/** Years of two digits. Source: Microsoft Learn, "Configure the two digit year cutoff" (2049 unless changed). */

const CUTOFF = 2049;

/** 49 is 2049, 50 is 1950. */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  const century = CUTOFF - (CUTOFF % 100);
  return year <= CUTOFF % 100 ? century + year : century - 100 + year;
}
