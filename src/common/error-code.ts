/** The `code` of what was thrown (Node's `ENOENT`, PostgreSQL's SQLSTATE); empty when it has none. */
export function errorCode(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
}
