/** A path as it is logged: a query string may hold what a person searched for, or a secret put there by mistake. */
export function withoutQuery(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
