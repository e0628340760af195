/** The comment right before a statement, as a description of what it creates. */
import type { Comment, Script } from '../../syntax/tsql/ast/index.js';

/** Tool banners such as `Object:  Table [dbo].[T]  Script Date: ...` and rulers describe nothing. */
const NOT_A_DESCRIPTION = /script date:|^\s*object:|copyright|^[\W_]*$/i;
const DESCRIPTION_CHARACTERS_MAX = 2000;

/** Text of the comments that end on the line before `offset`, or null. Line comments that follow each other are one text. */
export function leadingComment(script: Script, offset: number): string | null {
  const { text } = script.file;
  const found: Comment[] = [];
  let end = offset;
  for (let i = lastBefore(script.comments, offset); i >= 0; i--) {
    const comment = script.comments[i];
    if (!comment || !isAdjacent(text.slice(comment.span.end, end))) break;
    found.unshift(comment);
    end = comment.span.start;
    if (comment.block) break;
  }
  const words = found.map((comment) => content(comment.text)).join(' ').replace(/\s+/g, ' ').trim(); // prettier-ignore
  if (words === '' || NOT_A_DESCRIPTION.test(words)) return null;
  return words.slice(0, DESCRIPTION_CHARACTERS_MAX);
}

function lastBefore(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.span.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Only blanks and one line end between: an empty line parts a comment from what follows. */
function isAdjacent(between: string): boolean {
  return /^[ \t]*(\r?\n)?[ \t]*$/.test(between);
}

function content(text: string): string {
  if (text.startsWith('--')) return text.replace(/^--+/, '');
  return text.replace(/^\/\*+/, '').replace(/\*+\/$/, '').replace(/^[ \t]*\*+/gm, '').replace(/[-=*]{4,}/g, ' '); // prettier-ignore
}
