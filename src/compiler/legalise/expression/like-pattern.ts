/** T-SQL's LIKE patterns: `%`, `_`, `[a-f]`, `[^x]` and ESCAPE. Source: Microsoft Learn, "LIKE (Transact-SQL)". */
import type { CompileTarget } from '../../compile.js';

export type LikePart =
  | { readonly type: 'any_text' }
  | { readonly type: 'any_character' }
  | { readonly type: 'literal'; readonly text: string }
  /** `members` in the spelling of regular expressions. */
  | {
      readonly type: 'class';
      readonly negated: boolean;
      readonly members: string;
      readonly ranged: boolean;
      readonly repeats?: true;
    };

export type LikePattern = readonly LikePart[];

/** Null for a pattern that matches nothing in SQL Server (a `[` that is not closed) or an escape that is no single character. */
export function parseLikePattern(pattern: string, escape: string | null): LikePattern | null {
  if (escape !== null && Array.from(escape).length !== 1) return null;
  const parts: LikePart[] = [];
  for (let at = 0; at < pattern.length;) {
    const character = pattern.charAt(at);
    if (character === '[') {
      const end = classEnd(pattern, at);
      if (end < 0) return null;
      parts.push(classOf(pattern.slice(at + 1, end)));
      at = end + 1;
    } else if (character === escape) {
      parts.push({ type: 'literal', text: pattern.charAt(at + 1) });
      at += 2;
    } else {
      parts.push(WILDCARDS[character] ?? { type: 'literal', text: character });
      at += 1;
    }
  }
  return parts;
}

const WILDCARDS: Readonly<Record<string, LikePart>> = { '%': { type: 'any_text' }, _: { type: 'any_character' } };

/** A `]` right after `[` or `[^` is a member. */
function classEnd(pattern: string, start: number): number {
  const first = pattern.charAt(start + 1) === '^' ? start + 2 : start + 1;
  return pattern.indexOf(']', pattern.charAt(first) === ']' ? first + 1 : first);
}

/** `[%]` and the like are the character itself. */
function classOf(inner: string): LikePart {
  const negated = inner.startsWith('^') && inner.length > 1;
  const members = negated ? inner.slice(1) : inner;
  if (!negated && members.length === 1) return { type: 'literal', text: members };
  const ranged = /.-./s.test(members);
  return { type: 'class', negated, members: members.replace(/[\\\]^[]/g, '\\$&').replace(/^-|-$/g, '\\-'), ranged };
}

const ESCAPES = ['\\', '!', '^', '~', '#'];

/** The pattern for LIKE of the target, with an escape character only where it is needed; null when it has a class. */
export function likeText(
  pattern: LikePattern,
  target: CompileTarget,
): { readonly pattern: string; readonly escape: string | null } | null {
  if (pattern.some((part) => part.type === 'class')) return null;
  const literals = pattern.map((part) => (part.type === 'literal' ? part.text : '')).join('');
  const special = /[%_]/.test(literals);
  const escape = special ? (ESCAPES.slice(1).find((each) => !literals.includes(each)) ?? '~') : null;
  const spell = (text: string): string => (escape !== null && /[%_]/.test(text) ? escape + text : text);
  const spelled = pattern
    .map((part) =>
      part.type === 'any_text'
        ? '%'
        : part.type === 'any_character'
          ? '_'
          : part.type === 'literal'
            ? spell(part.text)
            : '',
    )
    .join('');
  // PostgreSQL escapes with a backslash unless told otherwise; DuckDB with nothing.
  return { pattern: escape === null && target === 'postgres' ? spelled.replaceAll('\\', '\\\\') : spelled, escape };
}

/** The pattern as a regular expression both engines read, without anchors. */
const LETTERS_IN_ORDER = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => letter + letter.toUpperCase()).join('');

/** Ranges of letters as a collation that tells case apart orders them: `[a-c]` holds A and B as well. */
export const withCaseRanges = (pattern: LikePattern): LikePattern =>
  pattern.map((part) =>
    part.type === 'class' && part.ranged
      ? {
          ...part,
          members: part.members.replace(/([a-z])-([a-z])/gi, (_all, from: string, to: string) =>
            lettersBetween(from, to),
          ),
        }
      : part,
  );

const lettersBetween = (from: string, to: string): string =>
  LETTERS_IN_ORDER.slice(LETTERS_IN_ORDER.indexOf(from), LETTERS_IN_ORDER.indexOf(to) + 1);

export function regexText(pattern: LikePattern): string {
  return pattern.map(regexPart).join('');
}

function regexPart(part: LikePart): string {
  if (part.type === 'any_text') return '.*';
  if (part.type === 'any_character') return '.';
  if (part.type === 'literal') return part.text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  return `[${part.negated ? '^' : ''}${part.members}]${part.repeats ? '*' : ''}`;
}
