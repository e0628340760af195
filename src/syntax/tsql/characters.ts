/** Character classes of T-SQL names and numbers, by UTF-16 unit. Source: Microsoft Learn, "Database identifiers". */

const SPACES = new Set([0x85, 0xa0, 0xfeff, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0x200b]);
const LETTER = /[\p{L}\p{Nl}]/u;
const LETTER_OR_MARK = /[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}]/u;

export function isSpace(unit: number): boolean {
  return unit <= 32 || SPACES.has(unit) || (unit >= 0x2000 && unit <= 0x200a);
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isHexDigit(unit: number): boolean {
  return isDigit(unit) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102);
}

/** Letters, `_`, `@`, `#`; surrogates too, so that names with emoji stay whole. */
export function isWordStart(unit: number): boolean {
  if (unit < 128) return (unit >= 97 && unit <= 122) || (unit >= 64 && unit <= 90) || unit === 95 || unit === 35;
  return isSurrogate(unit) || LETTER.test(String.fromCharCode(unit));
}

export function isWordPart(unit: number): boolean {
  if (unit < 128) return isWordStart(unit) || isDigit(unit) || unit === 36;
  return isSurrogate(unit) || LETTER_OR_MARK.test(String.fromCharCode(unit));
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
