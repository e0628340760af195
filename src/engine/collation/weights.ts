/**
 * The order of texts: first by letters, then by accents, then by case, at last by hyphens and apostrophes.
 * Sources: Microsoft Learn, "Collation and Unicode support"; Microsoft's list of the order of signs in "Sort data in a range or
 * table"; for SQL_ collations "Comparing SQL collations to Windows collations": in non-Unicode texts the hyphen is a sign like others.
 */
export interface Weighing {
  /** Rules for Unicode texts and Windows collations; else those of the SQL_ collations' sort orders. */
  readonly unicodeRules: boolean;
}

const UNICODE_SIGNS = ' -\'!"#$%&()*,./:;?@[\\]^_`{|}~+<=>';
const ASCII_SIGNS = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const FIRST_DIGIT = 900;
const FIRST_LETTER = 1000;
const OTHER_SIGNS = 300;
const OTHER_LETTERS = 10_000;
const MINOR = /[-'\u00ad]/;
/** Letters told from their base letter by a stroke, which decomposition leaves in place. */
const STROKES: Readonly<Record<string, string>> = { ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ŧ: 't', ı: 'i' };
const LETTER = /\p{L}|\p{N}/u;
const MARK = /^\p{Mn}$/u;

function asciiWeights(signs: string): Float64Array {
  const weights = new Float64Array(128);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code).toLowerCase();
    if (character >= 'a' && character <= 'z')
      weights[code] = FIRST_LETTER + (character.charCodeAt(0) - 'a'.charCodeAt(0)) * 10;
    else if (character >= '0' && character <= '9') weights[code] = FIRST_DIGIT + code;
    else weights[code] = signs.includes(character) ? 100 + signs.indexOf(character) : code % 100;
  }
  return weights;
}

const UNICODE_WEIGHTS = asciiWeights(UNICODE_SIGNS);
const ASCII_WEIGHTS = asciiWeights(ASCII_SIGNS);

interface Levels {
  readonly primary: number[];
  readonly accents: number[];
  readonly cases: number[];
}

function weightOf(character: string, table: Float64Array): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 128) return table[code] ?? 0;
  return LETTER.test(character) ? OTHER_LETTERS + code : OTHER_SIGNS + code / 0x200000;
}

function levelsOf(text: string, { unicodeRules }: Weighing): Levels {
  const table = unicodeRules ? UNICODE_WEIGHTS : ASCII_WEIGHTS;
  const levels: Levels = { primary: [], accents: [], cases: [] };
  for (const character of text.normalize('NFD')) {
    const last = levels.accents.length - 1;
    if (MARK.test(character) && last >= 0) {
      levels.accents[last] = (levels.accents[last] ?? 0) * 0x1000 + (character.codePointAt(0) ?? 0);
      continue;
    }
    if (unicodeRules && MINOR.test(character)) continue;
    const small = character.toLowerCase();
    const base = STROKES[small];
    levels.primary.push(weightOf(base ?? small, table));
    levels.accents.push(base === undefined ? 0 : 1);
    const isUpper = small !== character;
    // Windows puts the small letter first, the SQL_ sort orders the capital
    levels.cases.push(isUpper === unicodeRules ? 1 : 0);
  }
  return levels;
}

function compareLists(a: readonly number[], b: readonly number[], padding: number): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? padding) - (b[at] ?? padding);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const compareUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const SKIPPED = -1;
const NOT_ALONE = -2;
/** Units that folding changes into others than themselves in another case, and halves of characters. */
const FOLDED = /[ßẞæÆœŒþÞς¹²³\u3000\u30a1-\u30f6\uff01-\uff5e\ud800-\udfff]/;

/** Weights of single UTF-16 units as they are asked for; NaN is not known yet. */
const unitWeights = { unicode: new Float64Array(0x10000).fill(NaN), old: new Float64Array(0x10000).fill(NaN) };

function unitWeight(code: number, unicodeRules: boolean): number {
  const character = String.fromCharCode(code);
  if (FOLDED.test(character)) return NOT_ALONE;
  if (MARK.test(character) || (unicodeRules && MINOR.test(character))) return SKIPPED;
  const { primary } = levelsOf(character, { unicodeRules });
  return primary.length === 1 ? (primary[0] ?? NOT_ALONE) : NOT_ALONE;
}

/**
 * Of texts as they are, without folding: most pairs differ in a letter that decides.
 * @returns 0 when this look does not tell, which says nothing about equality
 */
export function orderByLetters(a: string, b: string, { unicodeRules }: Weighing): number {
  const known = unicodeRules ? unitWeights.unicode : unitWeights.old;
  const weightAt = (text: string, at: number): number => {
    const code = text.charCodeAt(at);
    const weight = known[code] ?? NaN;
    if (!Number.isNaN(weight)) return weight;
    return (known[code] = unitWeight(code, unicodeRules));
  };
  const blank = weightAt(' ', 0);
  for (let inA = 0, inB = 0; inA < a.length || inB < b.length;) {
    const ofA = inA < a.length ? weightAt(a, inA) : blank;
    const ofB = inB < b.length ? weightAt(b, inB) : blank;
    if (ofA === NOT_ALONE || ofB === NOT_ALONE) return 0;
    if (ofA === SKIPPED) inA += 1;
    else if (ofB === SKIPPED) inB += 1;
    else if (ofA !== ofB) return ofA - ofB;
    else {
      inA += 1;
      inB += 1;
    }
  }
  return 0;
}

/** Of folded texts without their trailing blanks: 0 only for the same text. */
export function compareFolded(a: string, b: string, weighing: Weighing): number {
  if (a === b) return 0;
  const blank = (weighing.unicodeRules ? UNICODE_WEIGHTS : ASCII_WEIGHTS)[32] ?? 0;
  const ofA = levelsOf(a, weighing);
  const ofB = levelsOf(b, weighing);
  return (
    compareLists(ofA.primary, ofB.primary, blank) ||
    compareLists(ofA.accents, ofB.accents, 0) ||
    compareLists(ofA.cases, ofB.cases, 0) ||
    // the same but for hyphens and apostrophes: the one with fewer comes first
    a.length - b.length ||
    compareUnits(a, b)
  );
}
