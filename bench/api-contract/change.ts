import type { DocumentName, DocumentNode } from './document-node.js';

/** What breaks a client that was written for the baseline, and why. The kinds and the names follow oasdiff's where it has one. */
export const RULES = {
  'server-removed': 'every address began with it',
  'security-scheme-changed': 'credentials are sent in another way',
  'operation-removed': 'a call of it fails',
  'operation-id-changed': 'generated clients name their functions after it',
  'security-narrowed': 'callers that were let in are refused',
  'parameter-removed': 'what it asked for no longer happens',
  'parameter-required': 'requests without it are refused',
  'parameter-serialisation-changed': 'the same value is written in another way',
  'request-body-removed': 'what was sent is no longer read',
  'request-body-required': 'requests without a body are refused',
  'request-content-type-removed': 'bodies of this type are refused',
  'request-field-removed': 'bodies with it are refused, or it has no effect',
  'request-field-required': 'bodies without it are refused',
  'request-type-narrowed': 'values of the type are refused',
  'request-enum-narrowed': 'the values are refused',
  'request-limit-narrowed': 'values that were inside are refused',
  'request-default-changed': 'a request that leaves it out means something else',
  'response-status-removed': 'clients wait for it',
  'response-content-type-removed': 'clients read this type',
  'response-header-removed': 'clients read it',
  'response-field-removed': 'clients read it',
  'response-field-optional': 'clients read it without asking whether it is there',
  'response-type-widened': 'clients cannot read values of the type',
  // A new value alone breaks nothing: the document says that enumerations may grow.
  'response-enum-replaced': 'clients wait for values that have other names now',
  'response-limit-widened': 'clients cannot hold values outside',
  'keyword-unjudged': 'this check cannot tell what the keyword means for clients',
} as const;
export type RuleId = keyof typeof RULES;

export interface Change {
  readonly rule: RuleId;
  /** The document that `pointer` points into: the baseline for what is gone from the present one. */
  readonly document: DocumentName;
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly text: string;
}

export function changeAt({ document, pointer }: DocumentNode, rule: RuleId, text: string): Change {
  return { rule, document, pointer, text };
}

/** @returns the text as JSON writes it, cut where it is long */
export function shown(value: unknown): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
