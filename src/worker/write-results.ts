/** What the child leaves for the worker: lines of JSON and files, below `results/` of the work folder. */
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Evaluation } from '../agents/evaluator/evaluation.js';
import type { ReportJson } from '../agents/evaluator/report/report-schema.js';
import type { Project } from '../dbt/project.js';
import { modelText } from '../dbt/write/model-text.js';
import type { ResultModel, ResultObject } from '../runs/run-results.js';
import { flatFindings } from './flat-findings.js';
import { lineageOf } from './lineage.js';
import { jsonLine, RESULT_FILES, type ResultArtifact } from './results-format.js';

/** Names of the files among the results. */
const FILES = {
  reportJson: 'migration_report.json',
  reportHtml: 'migration_report.html',
  lineage: 'lineage.json',
  project: 'project.zip',
} as const;

export interface ChildResults {
  readonly report: ReportJson;
  /** Texts as the project holds them. */
  readonly reportJson: string;
  readonly reportHtml: string;
  readonly project: Project;
  readonly evaluation: Evaluation;
  /** Stored values of the run, by what they are. */
  readonly values: Readonly<
    Partial<Record<'catalog' | 'assessment' | 'plan' | 'execution' | 'test_report' | 'evaluation', string>>
  >;
  /** Writes the zip of the project to a path. */
  readonly writeArchive: (path: string) => Promise<void>;
}

export async function writeResults(folder: string, results: ChildResults): Promise<void> {
  const { report, project, evaluation } = results;
  await writeLines(join(folder, RESULT_FILES.objects), report.objects.map(resultObject));
  await writeLines(join(folder, RESULT_FILES.findings), flatFindings(report));
  await writeLines(join(folder, RESULT_FILES.models), resultModels(project, evaluation));
  await writeFile(join(folder, FILES.reportJson), results.reportJson);
  await writeFile(join(folder, FILES.reportHtml), results.reportHtml);
  await writeFile(join(folder, FILES.lineage), JSON.stringify(lineageOf(project, evaluation)));
  await results.writeArchive(join(folder, FILES.project));
  await writeLines(join(folder, RESULT_FILES.artifacts), artifactsOf(results));
}

function artifactsOf({ values }: ChildResults): ResultArtifact[] {
  const stored = Object.entries(values).flatMap(([name, value]) =>
    // The keys of `values` are names of artifacts.
    value === undefined
      ? []
      : [{ name: name as keyof ChildResults['values'], media_type: 'application/json', from: { value } }],
  );
  return [
    ...stored,
    { name: 'report_json', media_type: 'application/json', from: { file: FILES.reportJson } },
    { name: 'report_html', media_type: 'text/html', from: { file: FILES.reportHtml } },
    { name: 'lineage', media_type: 'application/json', from: { file: FILES.lineage } },
    { name: 'project_zip', media_type: 'application/zip', from: { file: FILES.project } },
  ];
}

function resultObject(document: ReportJson['objects'][number]): ResultObject {
  const { name, kind, status, proof } = document;
  const hazards = [...new Set(document.hazards.map(({ code }) => code))];
  return { name, kind, status, proof, hazards, document };
}

/** Models of the project; status and proof are those of the object that each stands for. */
export function* resultModels(project: Project, evaluation: Evaluation): Generator<ResultModel> {
  const objects = new Map(evaluation.objects.map((object) => [object.name, object]));
  for (const model of project.models) {
    const object = objects.get(model.object);
    yield {
      name: model.model,
      path: model.path,
      object: model.object,
      sql_code: modelText(model),
      status: object?.status ?? 'converted',
      proof: object?.proof ?? 'static',
    };
  }
}

async function writeLines(path: string, items: Iterable<unknown>): Promise<void> {
  await pipeline(Readable.from(lines(items)), createWriteStream(path));
}

function* lines(items: Iterable<unknown>): Generator<string> {
  for (const item of items) yield jsonLine(item);
}
