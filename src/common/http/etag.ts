/** Conditional requests (RFC 9110, section 13). */
import { Problem } from './problem.js';

/**
 * `"3-17"`: the version that people's edits count, and the revision that any change counts. An edit compares the version only,
 * so that a run at work does not refuse a person's change; a poll compares the whole.
 */
export function etagOf(version: number, revision: number | string = 0): string {
  return `"${version}-${revision}"`;
}

/** @throws Problem `precondition_required` without If-Match, `precondition_failed` when it names another version */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch === '') throw new Problem('precondition_required');
  if (ifMatch.trim() === '*') return;
  const named = ifMatch.split(',').map((tag) => /^\s*"(\d+)(?:-\d+)?"\s*$/.exec(tag)?.[1]);
  if (!named.includes(String(version))) throw new Problem('precondition_failed');
}

/** Whether a client's copy is still good: If-None-Match names this ETag. */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false;
  return ifNoneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
