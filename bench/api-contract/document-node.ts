export type JsonObject = Readonly<Record<string, unknown>>;
/** Which of the two documents compared a node stands in. */
export type DocumentName = 'baseline' | 'present';

/** A chain of references longer than this is taken for a circle. */
const maxReferenceHops = 16;
/** They say nothing about what is accepted or sent. `default` is not one of them: it says what a field left out means. */
const annotations = ['$comment', 'deprecated', 'description', 'example', 'examples', 'externalDocs', 'title', 'xml'];

export const isAnnotation = (keyword: string): boolean => annotations.includes(keyword) || keyword.startsWith('x-');

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value of an OpenAPI document and where it stands. What is reached through it has its `$ref` followed, so that its pointer is where the text is written. */
export class DocumentNode {
  private constructor(
    readonly document: DocumentName,
    private readonly root: unknown,
    /** JSON Pointer (RFC 6901). */
    readonly pointer: string,
    readonly value: unknown,
  ) {}

  static rootOf(document: DocumentName, value: unknown): DocumentNode {
    return new DocumentNode(document, value, '', value);
  }

  /**
   * @returns what stands below the keys, undefined where nothing does
   * @throws Error when a `$ref` on the way leads nowhere, out of the document or in a circle
   */
  at(...keys: (string | number)[]): DocumentNode | undefined {
    let node: DocumentNode | undefined = this.resolved();
    for (const key of keys) node = node?.child(key)?.resolved();
    return node;
  }

  /** @returns the members of an object by name, in the document's order; none for anything else */
  members(): Map<string, DocumentNode> {
    const { value } = this.resolved();
    const found = new Map<string, DocumentNode>();
    if (!isObject(value)) return found;
    for (const key of Object.keys(value)) {
      const member = this.at(key);
      if (member) found.set(key, member);
    }
    return found;
  }

  /** @returns the items of a list; none for anything else */
  items(): DocumentNode[] {
    const { value } = this.resolved();
    return Array.isArray(value) ? value.flatMap((_, index) => this.at(index) ?? []) : [];
  }

  /** @returns the member as it is written, its `$ref` not followed */
  raw(key: string): unknown {
    return isObject(this.value) ? this.value[key] : undefined;
  }

  /** @returns the same place with another value: one reading of several that the text allows */
  as(value: unknown): DocumentNode {
    return new DocumentNode(this.document, this.root, this.pointer, value);
  }

  /** @returns the place of a member that is not written, with the value that its absence stands for */
  absent(key: string, meaning: unknown): DocumentNode {
    return new DocumentNode(this.document, this.root, `${this.pointer}/${escapeKey(key)}`, meaning);
  }

  private child(key: string | number): DocumentNode | undefined {
    const { value } = this;
    if (!(isObject(value) || Array.isArray(value)) || !Object.hasOwn(value, key)) return undefined;
    const member: unknown = Reflect.get(value, key);
    return new DocumentNode(this.document, this.root, `${this.pointer}/${escapeKey(String(key))}`, member);
  }

  private resolved(): DocumentNode {
    let node: DocumentNode | undefined;
    for (let hops = 0; hops <= maxReferenceHops; hops++) {
      const next: DocumentNode = (node ?? this).followed();
      if (next === (node ?? this)) return next;
      node = next;
    }
    throw new Error(`${this.document}#${this.pointer}: more than ${maxReferenceHops} references in a row`);
  }

  /** One step. In OpenAPI 3.1 keywords beside a `$ref` count; with such ones the node stays where it is and carries both. */
  private followed(): DocumentNode {
    if (!isObject(this.value) || typeof this.value['$ref'] !== 'string') return this;
    const { $ref: reference, ...rest } = this.value;
    const target = this.referenced(String(reference));
    const beside = Object.entries(rest).filter(([keyword]) => !isAnnotation(keyword));
    if (!beside.length || !isObject(target.value)) return target;
    return this.as({ ...target.value, ...Object.fromEntries(beside) });
  }

  private referenced(reference: string): DocumentNode {
    let node: DocumentNode | undefined;
    if (reference.startsWith('#/')) {
      node = new DocumentNode(this.document, this.root, '', this.root);
      for (const key of reference.slice(2).split('/')) node = node?.child(unescapeKey(key));
    }
    if (!node) throw new Error(`${this.document}#${this.pointer}: there is no ${reference} in the document`);
    return node;
  }
}

const escapeKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapeKey = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');
