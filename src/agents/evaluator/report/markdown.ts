/** Source text inside Markdown: names and messages come from scripts of strangers and must stay text. Rules of CommonMark 0.31. */

/** One line of ordinary text, nothing of it markup, link or HTML. */
export function plainText(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>&#|~!]/g, '\\$&').replace(/:(?=\/\/)/g, '\\:'); // prettier-ignore
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
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
