/** The addresses of a server and their methods, to tell a wrong method from a wrong address. */
export class RouteTable {
  private readonly routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** @param url as Fastify writes it: `/users/:id`. One with a wildcard is left out: it would match everything */
  add(method: string | readonly string[], url: string): void {
    if (url.includes('*')) return;
    const parts = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')));
    this.routes.push({
      pattern: new RegExp(`^${parts.join('/')}/?$`),
      methods: typeof method === 'string' ? [method] : method,
    });
  }

  /** @returns the methods that an address takes, sorted; none when there is no such address */
  methodsOf(path: string): string[] {
    const found = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}
