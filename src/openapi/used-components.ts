/** What a document's operations use, of all that is known: other applications of the same process describe theirs too. */
import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** Schemas that the paths refer to, and those that these refer to, sorted by name. */
export function usedSchemas(paths: OpenAPIObject['paths'], schemas: Schemas): Schemas {
  const used = new Set<string>();
  const waiting: unknown[] = [paths];
  // Each name is taken up once, so this ends.
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop())
    for (const name of referencesIn(part)) {
      if (used.has(name) || !schemas[name]) continue;
      used.add(name);
      waiting.push(schemas[name]);
    }
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
}

function referencesIn(part: unknown): string[] {
  return [...JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
}

/** Of named things, those that stand in the text of the paths. */
export function usedOf<T>(named: Readonly<Record<string, T>>, paths: OpenAPIObject['paths']): Record<string, T> {
  const text = JSON.stringify(paths);
  return Object.fromEntries(Object.entries(named).filter(([name]) => text.includes(`"${name}"`)));
}
