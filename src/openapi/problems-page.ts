import { PROBLEM_TYPES } from '../common/http/problem-types.js';

/** Every problem with what to do about it, as one page without scripts. */
export function problemsPage(): string {
  const entries = Object.entries(PROBLEM_TYPES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { status, title, advice }]) =>
        `<dt id="${code}"><code>${code}</code> (${status})</dt><dd>${title}. ${escaped(advice)}</dd>`,
    );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems</title><h1>Problems</h1><dl>\n${entries.join('\n')}\n</dl></html>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>');
}
