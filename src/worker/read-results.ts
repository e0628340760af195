/** The child's results as values of a run, read and checked piece by piece. */
import { AppError } from '../common/app-error.js';
import { resultFindingSchema, resultModelSchema, resultObjectSchema, type RunResults } from '../runs/run-results.js';
import { RESULT_FILES, resultArtifactSchema } from './results-format.js';
import type { WorkFolder } from './work-folder.js';

/** PostgreSQL holds up to 1 GB in a value; one file of a run stays far below. */
const artifactBytesMax = 512 * 2 ** 20;

/** May be called again when the transaction is: every call reads from the beginning. */
export function readResults(folder: WorkFolder, rates: { successRate: number; provedRate: number }): RunResults {
  return {
    successRate: rates.successRate,
    provedRate: rates.provedRate,
    objects: folder.lines(RESULT_FILES.objects, resultObjectSchema),
    findings: folder.lines(RESULT_FILES.findings, resultFindingSchema),
    models: folder.lines(RESULT_FILES.models, resultModelSchema),
    artifacts: artifacts(folder),
  };
}

async function* artifacts(folder: WorkFolder): RunResults['artifacts'] {
  for await (const { name, media_type: mediaType, from } of folder.lines(
    RESULT_FILES.artifacts,
    resultArtifactSchema,
  )) {
    const bytes = 'file' in from ? await folder.result(from.file) : await folder.value(from.value);
    if (!bytes) throw new AppError('internal_error', 'A result of the run is missing.', `artifact ${name}`);
    if (bytes.length > artifactBytesMax)
      throw new AppError('result_too_large', `The ${name} of this run is too large to be kept. Migrate a part of the source, or leave the sample rows out.`); // prettier-ignore
    yield { name, bytes, mediaType };
  }
}
