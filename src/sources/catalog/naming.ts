/** Resolution of written names to `schema.Name`, and keys under which names are the same. */
import type { QualifiedName } from '../../catalog/catalog.js';
import type { Identifier, ObjectName } from '../../syntax/tsql/ast/index.js';

/** A written name resolved: local, or in another database or server. */
export interface ResolvedName extends QualifiedName {
  readonly database: string | null;
  readonly server: string | null;
}

export const DEFAULT_SCHEMA = 'dbo';

/** Resolves a name of one to four parts; parts left out take the default schema and the current database. */
export function resolveName(name: ObjectName | readonly (Identifier | null)[]): ResolvedName {
  const parts = 'parts' in name ? name.parts : name;
  const [object, schema, database, server] = [...parts].reverse();
  return {
    name: object?.value ?? '',
    schema: schema?.value ?? DEFAULT_SCHEMA,
    database: database?.value ?? null,
    server: server?.value ?? null,
  };
}

/** Splits text such as `dbo.[My Table]` as system procedures take it. */
export function nameOfText(text: string): QualifiedName {
  const parts = splitNameText(text);
  return { name: parts.at(-1) ?? '', schema: parts.at(-2) ?? DEFAULT_SCHEMA };
}

/** Parts of a dotted name in text, brackets and quotes removed. */
export function splitNameText(text: string): string[] {
  const parts = text.match(/\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[^.[\]"]+/g) ?? [];
  return parts.map((part) => {
    if (part.startsWith('[')) return part.slice(1, -1).replace(/\]\]/g, ']');
    if (part.startsWith('"')) return part.slice(1, -1).replace(/""/g, '"');
    return part.trim();
  });
}

/** Makes keys: two names are one object when their keys are equal under the database's collation. */
export class NameKeys {
  constructor(private readonly caseSensitive: boolean) {}

  of(name: QualifiedName): string {
    return `${this.fold(name.schema)}\u0000${this.fold(name.name)}`;
  }

  fold(text: string): string {
    return this.caseSensitive ? text : text.toLowerCase();
  }

  same(a: string, b: string): boolean {
    return this.fold(a) === this.fold(b);
  }
}

/** Code unit order, the same on every machine. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
