/** The content-addressed store: values of the flow by the SHA-256 of their JSON. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';

/** Hash of an artifact, 64 hexadecimal digits. */
export type ArtifactHash = string;

/** Port of the store. Values are immutable: storing the same value twice gives the same hash. */
export interface ArtifactStore {
  put(value: unknown): Promise<ArtifactHash>;
  /** The value, checked against its schema. Throws ARTIFACT-MISSING or ARTIFACT-INVALID. */
  get<S extends z.ZodType>(hash: ArtifactHash, schema: S): Promise<z.infer<S>>;
}

/** JSON text and hash of a value. Keys keep the order the value was built in, which is deterministic. */
export function artifactText(value: unknown): { readonly text: string; readonly hash: ArtifactHash } {
  const text = JSON.stringify(value);
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}
