import type { Token } from './token.js';

/** Tokens the tree does not keep, as they stand or fall without a change of meaning: terminators, and AS. */
const OPTIONAL: ReadonlySet<string> = new Set([';', 'AS']);

/**
 * SQL Server wants no comma before a table constraint and tolerates one before a closing parenthesis: a comma in front
 * of these says nothing.
 */
const COMMA_OPTIONAL_BEFORE: ReadonlySet<string> = new Set([
  ')',
  'CONSTRAINT',
  'PRIMARY',
  'UNIQUE',
  'FOREIGN',
  'CHECK',
]);

/** Whether a token, seen with the one behind it, counts when texts are compared. */
export function isSignificant({ kind, upper }: Token, next: Token | undefined): boolean {
  if (kind === 'go' || kind === 'end' || OPTIONAL.has(upper)) return false;
  return upper !== ',' || !COMMA_OPTIONAL_BEFORE.has(next?.upper ?? '');
}

/** Whether two texts are the same but for case, quoting of names, white space and what is optional. */
export function sameTokens(left: readonly Token[], right: readonly Token[]): boolean {
  let i = nextSignificant(left, 0);
  let j = nextSignificant(right, 0);
  while (i < left.length && j < right.length) {
    const a = left[i];
    const b = right[j];
    if (a === undefined || b === undefined) return false;
    // Operators may be cut differently (`> =`): only then is it worth comparing character by character.
    if (!sameToken(a, b)) return sameNormalForms(left.slice(i), right.slice(j));
    i = nextSignificant(left, i + 1);
    j = nextSignificant(right, j + 1);
  }
  return i >= left.length && j >= right.length;
}

function nextSignificant(tokens: readonly Token[], from: number): number {
  let index = from;
  for (let token = tokens[index]; token !== undefined; token = tokens[index]) {
    if (isSignificant(token, tokens[index + 1])) return index;
    index += 1;
  }
  return tokens.length;
}

function sameToken(a: Token, b: Token): boolean {
  return a.text === b.text || normalForm(a) === normalForm(b);
}

function sameNormalForms(left: readonly Token[], right: readonly Token[]): boolean {
  const [a, b] = [characters(left), characters(right)];
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** Normal forms with every operator cut into its characters. */
function characters(tokens: readonly Token[]): string[] {
  return tokens
    .filter((token, index) => isSignificant(token, tokens[index + 1]))
    .flatMap((token) => (token.kind === 'symbol' ? token.text.split('') : [normalForm(token)]));
}

function normalForm({ kind, text }: Token): string {
  return NORMAL_FORMS[kind]?.(text) ?? text.toLowerCase();
}

/** Constants keep their case; names lose their quotes. */
const NORMAL_FORMS: Readonly<Partial<Record<Token['kind'], (text: string) => string>>> = {
  bracket: (text) => text.slice(1, -1).replaceAll(']]', ']').toLowerCase(),
  quoted: (text) => text.slice(1, -1).replaceAll('""', '"').toLowerCase(),
  string: (text) => text,
  national_string: (text) => `N${text.slice(1)}`,
  money: (text) => text.replaceAll(/\s/g, ''),
};
