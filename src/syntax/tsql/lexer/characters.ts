/** What a character can start. */
export const CharacterClass = {
  space: 0,
  word: 1,
  digit: 2,
  quote: 3,
  doubleQuote: 4,
  bracket: 5,
  at: 6,
  currency: 7,
  dot: 8,
  dash: 9,
  slash: 10,
  symbol: 11,
} as const;

export type CharacterClass = (typeof CharacterClass)[keyof typeof CharacterClass];

/**
 * Currency signs that may stand before a money constant. Source: Microsoft Learn, "money and smallmoney
 * (Transact-SQL)". The dollar sign is in the ASCII table.
 */
const CURRENCY_SIGNS = /[\u00a2-\u00a5\u09f2\u09f3\u0e3f\u17db\u20a0-\u20b1\ufdfc\ufe69\uff04\uffe0\uffe1\uffe5\uffe6]/;

const WIDE_SPACE = /[\s\u0085\u200b\ufeff]/;

const asciiClasses: readonly CharacterClass[] = Array.from({ length: 128 }, (_, code) => asciiClass(code));

/** Class of a UTF-16 code unit; letters of every script, surrogates included, belong to words. */
export function classOf(code: number): CharacterClass {
  return asciiClasses[code] ?? wideClass(String.fromCharCode(code));
}

/** Letters, digits, `_`, `@`, `#`, `$`: what may follow the first character of a regular identifier. */
export function isWordPart(code: number): boolean {
  if (code < 128) return wordParts[code] === true;
  return classOf(code) === CharacterClass.word;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const wordParts: readonly boolean[] = Array.from({ length: 128 }, (_, code) => /[\w@#$]/.test(String.fromCharCode(code)));

function wideClass(character: string): CharacterClass {
  if (WIDE_SPACE.test(character)) return CharacterClass.space;
  return CURRENCY_SIGNS.test(character) ? CharacterClass.currency : CharacterClass.word;
}

const single: Readonly<Record<string, CharacterClass>> = {
  "'": CharacterClass.quote,
  '"': CharacterClass.doubleQuote,
  '[': CharacterClass.bracket,
  '@': CharacterClass.at,
  $: CharacterClass.currency,
  '.': CharacterClass.dot,
  '-': CharacterClass.dash,
  '/': CharacterClass.slash,
};

function asciiClass(code: number): CharacterClass {
  const character = String.fromCharCode(code);
  if (code <= 32 || code === 127) return CharacterClass.space;
  if (/[a-z_#]/i.test(character)) return CharacterClass.word;
  if (isDigit(code)) return CharacterClass.digit;
  return single[character] ?? CharacterClass.symbol;
}
