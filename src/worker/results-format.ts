/** How the child leaves its results in the work folder: one JSON value a line, so that neither side holds all of them at once. */
import { z } from 'zod';
import { RUN_ARTIFACT_NAMES } from '../runs/artifact.entity.js';

export const RESULT_FILES = {
  objects: 'objects.jsonl',
  findings: 'findings.jsonl',
  models: 'models.jsonl',
  artifacts: 'artifacts.jsonl',
} as const;

/** An artifact of the run: a file among the results, or a stored value by its hash. */
export const resultArtifactSchema = z.strictObject({
  name: z.enum(RUN_ARTIFACT_NAMES),
  media_type: z.string(),
  from: z.union([z.strictObject({ file: z.string() }), z.strictObject({ value: z.string() })]),
});
export type ResultArtifact = z.infer<typeof resultArtifactSchema>;

/** One line. Node's line reader also breaks at the two separators that JSON leaves as they are. */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `${text}\n`;
}
