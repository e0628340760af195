/** Which objects a definition names: tables, views, functions, procedures; read off the syntax tree, not guessed from text. */
import type { Catalog, CatalogObject, QualifiedName } from '../../catalog/catalog.js';
import type { ObjectName, Statement } from '../../syntax/tsql/ast/index.js';
import { parseScript, walk } from '../../syntax/tsql/index.js';

/** A written name, outermost part first, parts left out null. */
export interface WrittenName {
  readonly parts: readonly (string | null)[];
  readonly use: 'table' | 'function' | 'procedure' | 'sequence';
}

/** Names used by an object's definition, and how many statements and which syntax faults it has. */
export interface DefinitionFacts {
  readonly names: readonly WrittenName[];
  readonly statements: number;
  /** Kinds of syntax nodes met, with counts. */
  readonly kinds: ReadonlyMap<string, number>;
  /** Codes of constructs that could not be read. */
  readonly unsupported: readonly { readonly code: string; readonly message: string; readonly offset: number }[];
}

/** Facts of a definition's text; empty for an object without one. */
export function definitionFacts(object: CatalogObject): DefinitionFacts {
  const text = object.kind === 'table' ? (object.query ?? '') : (object.definition.text ?? '');
  const script = parseScript(
    { path: object.definition.place.file, text },
    { quotedIdentifier: object.definition.quotedIdentifier },
  );
  const collector = new Collector();
  for (const batch of script.batches) for (const statement of batch.statements) collector.statement(statement);
  return collector.facts();
}

class Collector {
  private readonly names: WrittenName[] = [];
  private readonly kinds = new Map<string, number>();
  private readonly unsupported: { code: string; message: string; offset: number }[] = [];
  private readonly ctes = new Set<string>();
  private statements = 0;

  statement(root: Statement): void {
    walk(root, (visited) => {
      // The walker hands over nodes of the closed AST union untyped; `kind` discriminates them.
      const node = visited as unknown as { readonly kind: string } & Record<string, unknown>;
      this.kinds.set(node.kind, (this.kinds.get(node.kind) ?? 0) + 1);
      this.visit(node.kind, node);
    });
  }

  facts(): DefinitionFacts {
    const names = this.names.filter(({ parts, use }) => use !== 'table' || !this.isLocal(parts));
    return { names, statements: this.statements, kinds: this.kinds, unsupported: this.unsupported };
  }

  private visit(kind: string, node: Record<string, unknown>): void {
    const add = (name: unknown, use: WrittenName['use']) => this.names.push({ parts: partsOf(name), use });
    if (kind === 'cte') this.ctes.add((node['name'] as { value: string }).value.toLowerCase());
    else if (kind === 'named_table') add(node['name'], 'table');
    else if (kind === 'call' && partsOf(node['name']).length > 1) add(node['name'], 'function');
    else if (kind === 'truncate') add(node['table'], 'table');
    else if (kind === 'next_value') add(node['sequence'], 'sequence');
    else if (kind === 'execute') this.execute(node);
    else if (kind === 'unsupported') this.unsupportedNode(node);
    if (STATEMENT_KINDS.has(kind)) this.statements++;
  }

  private execute(node: Record<string, unknown>): void {
    const target = node['target'] as { type: string; name?: { kind: string } };
    if (target.type === 'procedure' && target.name?.kind === 'object_name')
      this.names.push({ parts: partsOf(target.name), use: 'procedure' });
  }

  private unsupportedNode(node: Record<string, unknown>): void {
    const { code, message, span } = node as unknown as { code: string; message: string; span: { start: number } };
    this.unsupported.push({ code, message, offset: span.start });
  }

  /** CTEs, temporary tables and the trigger's own `inserted` and `deleted`. */
  private isLocal(parts: readonly (string | null)[]): boolean {
    const name = parts.at(-1)?.toLowerCase() ?? '';
    if (name.startsWith('#')) return true;
    return parts.length === 1 && (this.ctes.has(name) || name === 'inserted' || name === 'deleted');
  }
}

function partsOf(name: unknown): (string | null)[] {
  // Only called with the `name` fields of nodes whose type is ObjectName.
  return (name as ObjectName).parts.map((part) => part?.value ?? null);
}

const STATEMENT_KINDS = new Set([
  'select_statement', 'insert', 'update', 'delete', 'merge', 'truncate', 'if', 'while', 'try_catch', 'declare', 'return',
  'print', 'raiserror', 'throw', 'waitfor', 'goto', 'set', 'execute', 'transaction', 'cursor', 'create_table', 'drop',
  'bulk_insert', 'server', 'unsupported', 'alter_table', 'create_index',
]); // prettier-ignore

/** Resolves written names against the catalog, through synonyms. */
export class NameResolver {
  private readonly objects = new Map<string, CatalogObject>();
  private readonly synonyms = new Map<string, readonly string[]>();
  private readonly caseSensitive: boolean;

  constructor(catalog: Catalog) {
    this.caseSensitive = /_(cs|bin2?)(_|$)/i.test(catalog.settings.collation);
    for (const object of catalog.objects) this.objects.set(this.key(object.name), object);
    for (const synonym of catalog.synonyms) this.synonyms.set(this.key(synonym.name), synonym.target);
  }

  /** `found` in the catalog, `external` in another database or server, or `missing`. */
  resolve(name: WrittenName): Resolution {
    const [object = '', schema, database, server] = [...name.parts].reverse();
    if (database || server) return { kind: 'external', name: name.parts.map((part) => part ?? '').join('.') };
    const qualified = { schema: schema ?? 'dbo', name: object ?? '' };
    const target = this.synonyms.get(this.key(qualified));
    if (target) return this.synonymTarget(target, name);
    const found = this.objects.get(this.key(qualified));
    if (found) return { kind: 'found', object: found };
    const isSystem = /^(sys|information_schema)$/i.test(qualified.schema) || /^sys|^(sp|xp|fn)_/i.test(qualified.name);
    return isSystem
      ? { kind: 'system', name: `${qualified.schema}.${qualified.name}` }
      : { kind: 'missing', name: `${qualified.schema}.${qualified.name}` };
  }

  private synonymTarget(target: readonly string[], name: WrittenName): Resolution {
    if (target.length > 2) return { kind: 'external', name: target.join('.') };
    const parts = target.length === 2 ? target : ['dbo', ...target];
    const [schema = 'dbo', object = ''] = parts;
    const found = this.objects.get(this.key({ schema, name: object }));
    return found ? { kind: 'found', object: found } : { kind: 'missing', name: `${schema}.${object} (synonym ${name.parts.join('.')})` }; // prettier-ignore
  }

  private key(name: QualifiedName): string {
    const key = `${name.schema}\u0000${name.name}`;
    return this.caseSensitive ? key : key.toLowerCase();
  }
}

export type Resolution =
  | { readonly kind: 'found'; readonly object: CatalogObject }
  | { readonly kind: 'external' | 'missing' | 'system'; readonly name: string };
