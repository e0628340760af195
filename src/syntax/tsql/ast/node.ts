/** Places and names: what every syntax node is made of. */

/** Half-open range of UTF-16 offsets in the expanded text of a `SourceFile`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Base of every syntax node. */
export interface Node {
  readonly span: Span;
}

/** How a name was written; `none` for a regular identifier. */
export type Quoting = 'none' | 'bracket' | 'double';

/** One identifier; `value` has its brackets or quotes removed and doubled ones undone. */
export interface Identifier extends Node {
  readonly kind: 'identifier';
  readonly value: string;
  readonly quoting: Quoting;
}

/**
 * A name of one to four parts: `server.database.schema.object`. A part left out between dots
 * (`db..t`) is `null`.
 */
export interface ObjectName extends Node {
  readonly kind: 'object_name';
  readonly parts: readonly (Identifier | null)[];
}

/** A data type as written: `nvarchar(50)`, `dbo.Name`, `xml(CONTENT dbo.c)`, `decimal(10, 2)`, `double precision`. */
export interface TypeName extends Node {
  readonly kind: 'type_name';
  readonly name: ObjectName;
  /** Numbers, `max`, and for xml the facets and the schema collection, as written. */
  readonly args: readonly string[];
}

/** Source that the grammar does not know. Its tokens count as not covered and what holds it needs review. */
export interface Unsupported extends Node {
  readonly kind: 'unsupported';
  /** Stable code, as `SYNTAX-UNEXPECTED`. */
  readonly code: string;
  /** What was found and what was expected, for a person. */
  readonly message: string;
  /** The source text, kept so that a report can show it. */
  readonly text: string;
}
