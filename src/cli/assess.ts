/** `datamigrate assess`: the inventory, on the terminal or as JSON; writes nothing. */
import type { Assessment } from '../agents/assessment/assessment.js';
import { runAssessment } from '../agents/workflow/run-migration.js';
import type { Catalog } from '../catalog/catalog.js';
import { EXIT } from './exit-codes.js';
import { withInput, type InputFlags } from './inputs.js';
import { Progress } from './progress.js';

export type AssessFlags = InputFlags;

const OBJECTS_SHOWN_MAX = 20;

export async function assessCommandAction(
  paths: readonly string[],
  flags: AssessFlags,
  signal: AbortSignal,
): Promise<number> {
  const progress = new Progress(process.stderr, process.env, false);
  const { catalog, assessment } = await withInput(paths, flags, {}, progress, signal, runAssessment);
  progress.end();
  process.stdout.write(flags.json ? `${assessmentJson(catalog, assessment)}\n` : assessmentText(catalog, assessment));
  return EXIT.done;
}

/** Public JSON is snake case. */
function assessmentJson(catalog: Catalog, assessment: Assessment): string {
  return JSON.stringify(
    {
      schema_version: 1,
      source: assessment.source,
      files: catalog.files.map(({ path, bytes, encoding, tokens }) => ({ path, bytes, encoding, tokens })),
      counts: assessment.counts,
      efforts: assessment.efforts,
      token_coverage: assessment.tokenCoverage,
      cycles: assessment.cycles,
      objects: assessment.objects.map((object) => ({
        name: object.name,
        kind: object.kind,
        effort: object.effort,
        complexity: object.complexity,
        depends_on: object.dependsOn,
        missing: object.missing,
        external: object.external,
        writers: object.writers,
        findings: object.findings,
      })),
      findings: catalog.findings,
    },
    null,
    2,
  );
}

function assessmentText(catalog: Catalog, assessment: Assessment): string {
  const { counts, efforts } = assessment;
  const kinds = Object.entries(counts).filter(([, count]) => count > 0);
  const hardest = [...assessment.objects]
    .sort((a, b) => b.complexity.score - a.complexity.score)
    .slice(0, OBJECTS_SHOWN_MAX);
  const lines = [
    `${assessment.source}: ${catalog.files.length} files, ${assessment.objects.length} objects`,
    ...kinds.map(([kind, count]) => `  ${kind.padEnd(10)} ${count}`),
    `Effort: ${efforts.automatic} automatic, ${efforts.assisted} assisted, ${efforts.manual} manual`,
    `Token coverage: ${Math.floor(assessment.tokenCoverage * 1000) / 10} %`,
    ...assessment.cycles.map((cycle) => `Cycle: ${cycle.join(' -> ')}`),
    ...missingLines(assessment),
    'Hardest objects:',
    ...hardest.filter((object) => object.complexity.score > 0).map((object) => `  ${String(object.complexity.score).padStart(4)}  ${object.name} (${object.complexity.reasons.slice(0, 3).join(', ')})`),
    '',
  ]; // prettier-ignore
  return lines.join('\n');
}

function missingLines(assessment: Assessment): string[] {
  return assessment.objects
    .filter((object) => object.missing.length > 0)
    .slice(0, OBJECTS_SHOWN_MAX)
    .map((object) => `Missing: ${object.name} uses ${object.missing.join(', ')}`);
}
