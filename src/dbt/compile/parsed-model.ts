/** First pass over the models, as dbt parses: what `config()` says, what `ref()` and `source()` name, and so each one's relation. */
import type { JinjaTemplate, RenderedTemplate, RenderRequest } from '../jinja/protocol.js';
import type { Project, ProjectModel } from '../project.js';
import { jinjaString, modelText } from '../write/model-text.js';
import type { CompileSettings } from './compile-project.js';
import { CompileError, FaultList, parsedOrThrow, type Materialization, type Relation } from './compiled-project.js';
import { relationOf } from './relation.js';

/** A model that is switched on. */
export interface ParsedModel {
  readonly uniqueId: string;
  readonly name: string;
  readonly materialized: Materialization;
  readonly relation: Relation | null;
  readonly dependsOn: readonly string[];
  readonly sources: readonly (readonly [string, string])[];
  readonly template: JinjaTemplate;
}

const MATERIALIZATIONS: readonly Materialization[] = ['view', 'table', 'incremental', 'ephemeral'];

/** @throws CompileError for what makes dbt refuse the project */
export async function parseModels(
  project: Project,
  settings: CompileSettings,
  request: RenderRequest,
): Promise<{ models: ParsedModel[] }> {
  const templates = project.models.map((model) => modelTemplate(project, model));
  const results = await settings.render({ ...request, templates });
  const faults = new FaultList();
  const enabled = project.models.flatMap((model) => {
    const result = results.get(modelId(project, model.model));
    if (!result) throw new CompileError('JINJA-RENDER', `The sandbox gave no text for ${model.model}.`, [model.model]);
    const parsed = faults.try(() => parsedOrThrow(result, [model.model]));
    return parsed === null || parsed.config['enabled'] === false ? [] : [{ model, parsed }];
  });
  faults.throwIfAny();
  checkReads(project, enabled);
  const schemas = await schemaNames(enabled.map(({ parsed }) => customSchema(parsed)), settings, request);
  const models = enabled.map(({ model, parsed }) => parsedModel(project, settings, model, parsed, schemas));
  checkUnique(models);
  return { models };
} // prettier-ignore

function modelId(project: Project, name: string): string {
  return `model.${project.name}.${name}`;
}

function modelTemplate(project: Project, model: ProjectModel): JinjaTemplate {
  const id = modelId(project, model.model);
  return { id, path: model.path, text: modelText(model), relation: '"this"', arguments: null };
}

function parsedModel(
  project: Project,
  { database }: CompileSettings,
  { model: name, ...model }: ProjectModel,
  { config, refs, sources }: RenderedTemplate,
  schemas: ReadonlyMap<string | null, string>,
): ParsedModel {
  const materialized = MATERIALIZATIONS.find((known) => known === (config['materialized'] ?? 'view'));
  if (!materialized) throw new CompileError('DBT-MATERIALIZATION', `${model.path}: the materialization ${String(config['materialized'])} is not supported here.`, [name]); // prettier-ignore
  const alias = typeof config['alias'] === 'string' ? config['alias'].trim() : name;
  const schema = schemas.get(customSchema({ config })) ?? '';
  const relation = materialized === 'ephemeral' ? null : relationOf(database, schema, alias);
  const template = { ...modelTemplate(project, { ...model, model: name }), relation: relation?.sql ?? '"this"' };
  return { uniqueId: template.id, name, materialized, relation, dependsOn: refs.map((ref) => modelId(project, ref)), sources, template }; // prettier-ignore
}

function customSchema({ config }: Pick<RenderedTemplate, 'config'>): string | null {
  return typeof config['schema'] === 'string' ? config['schema'] : null;
}

/** Asks the project's own `generate_schema_name` once for each custom schema. */
async function schemaNames(
  custom: readonly (string | null)[],
  settings: CompileSettings,
  request: RenderRequest,
): Promise<Map<string | null, string>> {
  const distinct = [...new Set(custom)];
  const templates = distinct.map((schema, index) => ({
    id: String(index),
    path: 'macros/generate_schema_name.sql',
    text: `{{ generate_schema_name(${schema === null ? 'none' : jinjaString(schema)}, none) }}`,
    relation: null,
    arguments: null,
  }));
  const results = await settings.render({ ...request, templates });
  const names = distinct.map((schema, index): [string | null, string] => {
    const result = results.get(String(index));
    return [schema, result ? parsedOrThrow(result, []).text.trim() : settings.defaultSchema];
  });
  return new Map(names);
}

/** Every model must read models that are on and sources that are there. */
function checkReads(project: Project, enabled: readonly { model: ProjectModel; parsed: RenderedTemplate }[]): void {
  const on = new Set(enabled.map(({ model }) => model.model));
  const all = new Set(project.models.map(({ model }) => model));
  const sources = new Set(project.sources.map(({ source, table }) => JSON.stringify([source, table])));
  const faults = new FaultList();
  for (const { model, parsed } of enabled) faults.try(() => checkModel(model, parsed));
  faults.throwIfAny();

  function checkModel(model: ProjectModel, parsed: RenderedTemplate): void {
    const ref = parsed.refs.find((name) => !on.has(name));
    if (ref !== undefined) {
      const what = all.has(ref) ? 'which is switched off' : 'which is not in the project';
      throw new CompileError('DBT-UNKNOWN-REF', `${model.path}: the model reads '${ref}', ${what}.`, [model.model]);
    }
    const source = parsed.sources.find((pair) => !sources.has(JSON.stringify(pair)));
    if (source) throw new CompileError('DBT-UNKNOWN-SOURCE', `${model.path}: there is no source table '${source.join('.')}'.`, [model.model]); // prettier-ignore
  }
}

/** Two models of one name, or of one relation (case ignored: DuckDB's names are alike then), would overwrite each other. */
function checkUnique(models: readonly ParsedModel[]): void {
  const taken = new Map<string, string>();
  for (const { name, relation } of models) {
    for (const key of [`model ${name}`, ...(relation ? [`relation ${relation.sql.toLowerCase()}`] : [])]) {
      const other = taken.get(key);
      if (other !== undefined) throw new CompileError('DBT-DUPLICATE', `The models ${other} and ${name} have the same name or relation.`, [other, name]); // prettier-ignore
      taken.set(key, name);
    }
  }
}
