/** The content-addressed store: values of the flow by the SHA-256 of their JSON. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../common/app-error.js';

/** Hash of an artifact, 64 hexadecimal digits. */
export type ArtifactHash = string;

/** Port of the store. Values are immutable: storing the same value twice gives the same hash. */
export interface ArtifactStore {
  put(value: unknown): Promise<ArtifactHash>;
  /** The value, checked against its schema. Throws ARTIFACT-MISSING or ARTIFACT-INVALID. */
  get<S extends z.ZodType>(hash: ArtifactHash, schema: S): Promise<z.infer<S>>;
}

/** Where texts are kept by their hash: all that a folder, a table or a bucket has to offer to be a store. */
export interface ArtifactTexts {
  /** Keeps a text; the same one again changes nothing. */
  putText(hash: ArtifactHash, text: string): Promise<void>;
  /** Null when no such text is kept. */
  getText(hash: ArtifactHash): Promise<string | null>;
}

/** JSON text and hash of a value. Keys keep the order the value was built in, which is deterministic. */
export function artifactText(value: unknown): { readonly text: string; readonly hash: ArtifactHash } {
  const text = JSON.stringify(value);
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}

/** The one store of values, over any place of texts: hashing, and the checks of what is read, are the same everywhere. */
export class TextArtifactStore implements ArtifactStore {
  constructor(private readonly texts: ArtifactTexts) {}

  async put(value: unknown): Promise<ArtifactHash> {
    const { text, hash } = artifactText(value);
    await this.texts.putText(hash, text);
    return hash;
  }

  async get<S extends z.ZodType>(hash: ArtifactHash, schema: S): Promise<z.infer<S>> {
    const text = await this.texts.getText(hash);
    if (text === null)
      throw new AppError('ARTIFACT-MISSING', 'A stored value of this run is gone. Start the run again.', hash);
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new AppError('ARTIFACT-INVALID', 'A stored value of this run is of another version. Start the run again.', parsed.error.message); // prettier-ignore
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A text that was cut off: no schema takes `undefined`, so it is refused as invalid.
    return undefined;
  }
}
