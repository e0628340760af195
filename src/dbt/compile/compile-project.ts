/** Project -> compiled nodes, as `dbt compile` would: parse (refs and config), relations, compile, ephemeral models. */
import type { RenderedTemplate, RenderRequest } from '../jinja/protocol.js';
import type { Project } from '../project.js';
import { macroFiles } from '../write/write-project.js';
import { BUILT_IN_TESTS } from './built-in-tests.js';
import {
  CompileError,
  parsedOrThrow,
  type CompiledModel,
  type CompiledProject,
  type CompiledTest,
} from './compiled-project.js';
import { ephemeralName, withEphemerals } from './ephemeral.js';
import { orderGraph } from './graph-order.js';
import { parseModels, type ParsedModel } from './parsed-model.js';
import type { Renderer } from './renderer.js';
import { sourceRelation } from './relation.js';
import { testFiles, type TestFile } from './test-files.js';

export interface CompileSettings {
  readonly render: Renderer;
  /** Database and schema of dbt's target. */
  readonly database: string;
  readonly defaultSchema: string;
  readonly vars?: Readonly<Record<string, unknown>>;
}

/** @throws CompileError `JINJA-...`, `DBT-UNKNOWN-REF`, `DBT-UNKNOWN-SOURCE`, `DBT-CYCLE`: dbt would run nothing either */
export async function compileProject(project: Project, settings: CompileSettings): Promise<CompiledProject> {
  const request = baseRequest(project, settings);
  const files = testFiles(project);
  const parsed = await parseModels(project, settings, request);
  const parsedTests = await settings.render({ ...request, templates: files.map(({ template }) => template) });
  const { kept, omitted } = sortTests(files, parsedTests, parsed.models, project);
  const compiled = await settings.render({
    ...request,
    execute: true,
    models: Object.fromEntries(parsed.models.map((model) => [model.name, readName(model)])),
    sources: project.sources.map((table) => [table.source, table.table, sourceRelation(table, settings.database)]),
    templates: [...parsed.models.map(({ template }) => template), ...kept.map(({ template }) => template)],
  });
  const models = compiledModels(orderedModels(parsed.models), compiled);
  const bySql = new Map(models.map((model) => [model.uniqueId, model]));
  const tests = kept.map((file) => compiledTest(file, resultOf(parsedTests, file.uniqueId), resultOf(compiled, file.uniqueId), bySql, project));
  return { models, tests, omitted };
} // prettier-ignore

function baseRequest(project: Project, { database, defaultSchema, vars = {} }: CompileSettings): RenderRequest {
  const { name, target } = project;
  return {
    execute: false,
    target: { name: 'dev', profile_name: name, type: target, database, dbname: database, schema: defaultSchema, threads: 1 },
    vars: { ...DEFAULT_VARS, ...vars },
    macros: [BUILT_IN_TESTS, ...macroFiles(project)],
    models: {},
    sources: [],
    templates: [],
  };
} // prettier-ignore

/** As dbt_project.yml sets them. */
const DEFAULT_VARS = { include_needs_review: false };

function readName(model: ParsedModel): string {
  return model.relation ? model.relation.sql : ephemeralName(model.name);
}

function orderedModels(models: readonly ParsedModel[]): ParsedModel[] {
  const { ordered, cycle } = orderGraph(models);
  if (cycle.length === 0) return ordered;
  const names = cycle.map((id) => id.split('.').slice(2).join('.'));
  throw new CompileError('DBT-CYCLE', `These models read each other in a circle: ${names.join(', ')}.`, names);
}

/** In the order of the graph, so that what an ephemeral model reads is complete before it. */
function compiledModels(ordered: readonly ParsedModel[], results: ReadonlyMap<string, RenderedTemplate>): CompiledModel[] {
  const done = new Map<string, CompiledModel>();
  for (const { uniqueId, name, materialized, relation, dependsOn, sources } of ordered) {
    const { text, problem } = resultOf(results, uniqueId);
    const sql = withEphemerals(text, ephemeralsOf(dependsOn, done));
    // An ephemeral model keeps its bare SQL: what reads it gets all the common table expressions side by side.
    done.set(uniqueId, { kind: 'model', uniqueId, name, materialized, relation, sql: relation ? sql : text, problem, dependsOn, sources });
  }
  return [...done.values()];
} // prettier-ignore

/** Ephemeral models read directly, or through other ephemeral ones; inner ones first. */
function ephemeralsOf(dependsOn: readonly string[], models: ReadonlyMap<string, CompiledModel>): CompiledModel[] {
  const found = new Set<CompiledModel>();
  const waiting = dependsOn.map((id) => models.get(id));
  while (waiting.length > 0) {
    const model = waiting.pop();
    if (!model || model.relation || found.has(model)) continue;
    found.add(model);
    waiting.push(...model.dependsOn.map((id) => models.get(id)));
  }
  return [...models.values()].filter((model) => found.has(model));
}

/** dbt drops a test, with a warning, when a model or source it needs is off or unknown. */
function sortTests(
  files: readonly TestFile[],
  results: ReadonlyMap<string, RenderedTemplate>,
  models: readonly ParsedModel[],
  project: Project,
): { kept: TestFile[]; omitted: { uniqueId: string; reason: string }[] } {
  const names = new Set(models.map(({ name }) => name));
  const sources = new Set(project.sources.map(({ source, table }) => JSON.stringify([source, table])));
  const omitted: { uniqueId: string; reason: string }[] = [];
  const kept = files.filter((file) => {
    const result = parsedOrThrow(resultOf(results, file.uniqueId), file.model === null ? [] : [file.model]);
    const missing = result.refs.find((name) => !names.has(name)) ?? result.sources.find((pair) => !sources.has(JSON.stringify(pair)))?.join('.'); // prettier-ignore
    if (missing === undefined && result.config['enabled'] !== false) return true;
    const reason = missing === undefined ? 'The test is switched off.' : `It needs ${missing}, which is switched off or not there.`; // prettier-ignore
    omitted.push({ uniqueId: file.uniqueId, reason });
    return false;
  });
  return { kept, omitted };
}

function compiledTest(
  file: TestFile,
  parsed: RenderedTemplate,
  result: RenderedTemplate,
  models: ReadonlyMap<string, CompiledModel>,
  project: Project,
): CompiledTest {
  const { uniqueId, name, test, model } = file;
  const dependsOn = parsed.refs.map((ref) => `model.${project.name}.${ref}`);
  const { text, config, problem } = result;
  const severity = config['severity'] === 'warn' || config['severity'] === 'error' ? config['severity'] : file.severity;
  const sql = withEphemerals(text, ephemeralsOf(dependsOn, models));
  return { kind: 'test', uniqueId, name, test, model, severity, sql, problem, dependsOn, sources: parsed.sources };
}

function resultOf(results: ReadonlyMap<string, RenderedTemplate>, id: string): RenderedTemplate {
  const result = results.get(id);
  if (result) return result;
  throw new CompileError('JINJA-RENDER', `The sandbox gave no text for ${id}. Run again.`, []);
}
