/** Source text inside Markdown: names and messages come from scripts of strangers and must stay text. Rules of CommonMark 0.31. */

/** One line of ordinary text, nothing of it markup, link or HTML. */
export function plainText(text: string): string {
  return escaped(oneLine(text));
}

/** A sentence of ours: its code spans stay, the rest is plain. */
export function prose(text: string): string {
  return text.replace(/(`[^`]+`)|[^`]+/g, (part: string, code: string | undefined) => code ?? escaped(part));
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>&#|~!]/g, '\\$&').replace(/:(?=\/\/)/g, '\\:');
}

/** A code span; its fence is longer than any run of backticks inside (CommonMark 6.1). */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') || line === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
