/**
 * Code page 1252, in which the varchar texts of the Latin1_General collations are stored.
 * Source: Microsoft, "Code Page 1252 Windows Latin 1 (ANSI)". The five bytes without a letter stand for the control of the same number.
 */
const HIGH_HALF = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

const byteOfHigh = new Map(Array.from(HIGH_HALF, (character, index) => [character.charCodeAt(0), 0x80 + index]));

/** @returns null when the page has no such character; a half of a surrogate pair never has one */
export function byteOfUnit(unit: number): number | null {
  if (unit < 0x80 || (unit >= 0xa0 && unit <= 0xff)) return unit;
  return byteOfHigh.get(unit) ?? null;
}

/** @param byte 0 to 255 */
export function characterOfByte(byte: number): string {
  return byte >= 0x80 && byte < 0xa0 ? HIGH_HALF.charAt(byte - 0x80) : String.fromCharCode(byte);
}
