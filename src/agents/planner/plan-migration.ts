/** The Planner agent: which objects become which files, by whom, in what order. */
import type { Catalog, CatalogObject, Table } from '../../catalog/catalog.js';
import { displayName } from '../assessment/assess.js';
import type { AssessedObject, Assessment } from '../assessment/assessment.js';
import { matchesPattern, type MigrationOptions } from '../options.js';
import { externalSources } from './external-sources.js';
import { fileStem, fitIdentifier, NameRegister, snakeCase } from './naming.js';
import type { Plan, PlannedModel, PlannedObject, PlannedSource } from './plan.js';
import { wavesOf } from './waves.js';

export function planMigration(catalog: Catalog, assessment: Assessment, options: MigrationOptions): Plan {
  const planner = new Planner(catalog, assessment, options);
  const objects = planner.objects();
  const waves = wavesOf(objects);
  return {
    schemaVersion: 1,
    source: catalog.name,
    target: options.target,
    names: options.names,
    projectName: snakeCase(catalog.name),
    stagingSchema: planner.stagingSchema,
    objects: objects.map((object) => ({ ...object, wave: waves.get(object.name) ?? 0 })),
    externalSources: externalSources(assessment, options),
    withRows: options.with_rows,
  };
}

class Planner {
  readonly stagingSchema: string;
  private readonly files = new NameRegister();
  private readonly relations = new NameRegister();
  private readonly readByOthers: ReadonlySet<string>;
  /** Tables out of scope that objects in scope read: they keep their staging model. */
  private readonly readInScope: ReadonlySet<string>;
  private readonly byName: ReadonlyMap<string, CatalogObject>;

  constructor(
    private readonly catalog: Catalog,
    private readonly assessment: Assessment,
    private readonly options: MigrationOptions,
  ) {
    this.byName = new Map(catalog.objects.map((object) => [displayName(object), object]));
    this.readByOthers = readers(assessment);
    this.readInScope = new Set(
      assessment.objects.filter((object) => this.inScope(object.name)).flatMap((object) => object.dependsOn),
    );
    this.stagingSchema = freeSchema(catalog, 'staging');
  }

  /** Tables first take their relation names, so that a view never takes the place of a source. */
  objects(): PlannedObject[] {
    const [tables, others] = partition(this.assessment.objects, (object) => object.kind === 'table');
    const planned = [...tables, ...others].map((object) => this.plan(object));
    const order = new Map(this.assessment.objects.map((object, index) => [object.name, index]));
    return planned.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
  }

  private plan(assessed: AssessedObject): PlannedObject {
    const object = this.byName.get(assessed.name);
    const role = object && !this.isDerived(assessed) ? roleOf(object) : 'none';
    const inScope = this.inScope(assessed.name);
    const isWritten =
      (inScope && role === 'query') || (role === 'source' && (inScope || this.readInScope.has(assessed.name)));
    const isSource = object?.kind === 'table' && role === 'source';
    const source = isSource ? this.source(object) : null;
    const model = isWritten && object ? this.model(object, role === 'source') : null;
    return {
      name: assessed.name,
      qualifiedName: assessed.qualifiedName,
      kind: assessed.kind,
      inScope,
      reason: this.reason(assessed, inScope),
      role: inScope || isSource ? role : 'none',
      author: role === 'none' ? (assessed.effort === 'manual' ? 'person' : 'claude') : 'compiler',
      source,
      model,
      renamed: model && model.identifier !== assessed.qualifiedName.name && role === 'query' ? [[assessed.qualifiedName.name, model.identifier]] : [],
      dependsOn: assessed.dependsOn,
      wave: 0,
    }; // prettier-ignore
  }

  private inScope(name: string): boolean {
    const { include, exclude } = this.options;
    const included = include.length === 0 || include.some((pattern) => matchesPattern(pattern, name));
    return included && !exclude.some((pattern) => matchesPattern(pattern, name));
  }

  private reason(assessed: AssessedObject, inScope: boolean): PlannedObject['reason'] {
    if (!inScope) return { code: 'PLAN-EXCLUDED', message: 'Left out by the include and exclude patterns.' };
    if (assessed.cycle.length > 1)
      return { code: 'PLAN-CYCLE', message: `Part of a cycle of views: ${assessed.cycle.join(', ')}. Break it: one of them must not read the others.` }; // prettier-ignore
    if (this.isDerived(assessed))
      return { code: 'PLAN-DERIVED', message: `The options call it derived: a process writes it${assessed.writers.length > 0 ? ` (${assessed.writers.join(', ')})` : ''}. Write a model that makes it.` }; // prettier-ignore
    return null;
  }

  /** A table that the options say a process makes: it is no dbt source, and no model makes it yet. */
  private isDerived(assessed: AssessedObject): boolean {
    return assessed.kind === 'table' && this.options.derived.some((pattern) => matchesPattern(pattern, assessed.name));
  }

  private source(table: Table): PlannedSource {
    const { schema, name } = table.name;
    const isDefault = schema.toLowerCase() === 'dbo';
    const source = isDefault ? this.catalog.name : `${this.catalog.name}_${snakeCase(schema)}`;
    return { source, database: null, schema, table: fitIdentifier(name, this.options.target) };
  }

  private model(object: CatalogObject, isStaging: boolean): PlannedModel {
    const name = displayName(object);
    return isStaging ? this.stagingModel(object) : this.queryModel(object, name);
  }

  private stagingModel(object: CatalogObject): PlannedModel {
    const stem = fileStem(object.name).replace('__', '_');
    const model = this.files.take(`stg_${this.catalog.name}__${stem}`);
    this.relations.take(`${object.name.schema}\u0000${object.name.name}`);
    return {
      model,
      path: `models/staging/${this.catalog.name}/${model}.sql`,
      layer: 'staging',
      schema: this.stagingSchema,
      identifier: fitIdentifier(model, this.options.target),
      materialized: 'view',
    };
  }

  private queryModel(object: CatalogObject, name: string): PlannedModel {
    const layer = this.readByOthers.has(name) ? 'intermediate' : 'marts';
    const stem = fileStem(object.name);
    const model = this.files.take(
      this.options.names === 'dbt-style' && layer === 'intermediate' ? `int_${stem}` : stem,
    );
    const schema = this.options.target_schema ?? object.name.schema;
    return {
      model,
      path: `models/${layer}/${model}.sql`,
      layer,
      schema: this.options.names === 'dbt-style' ? snakeCase(schema) : schema,
      identifier: this.identifier(object, name, schema, model),
      materialized: this.materialized(object, name),
    };
  }

  private identifier(object: CatalogObject, name: string, schema: string, model: string): string {
    const wanted = this.options.renames[name] ?? (this.options.names === 'dbt-style' ? model : object.name.name);
    // dbt puts quotes around an alias and doubles none inside it.
    const writable = wanted.replaceAll('"', '_');
    const [, free = writable] = this.relations.take(`${schema}\u0000${writable}`).split('\u0000');
    return fitIdentifier(free, this.options.target);
  }

  private materialized(object: CatalogObject, name: string): PlannedModel['materialized'] {
    const rule = Object.entries(this.options.materializations).find(([pattern]) => matchesPattern(pattern, name));
    if (rule) return rule[1];
    return object.kind === 'table' ? 'table' : 'view';
  }
}

function roleOf(object: CatalogObject): PlannedObject['role'] {
  if (object.kind === 'table') return object.query === null ? 'source' : 'query';
  if (object.kind === 'view') return 'query';
  if (object.kind === 'trigger') return 'none';
  if (object.routineType === 'scalar_function') return 'macro';
  return object.routineType === 'inline_function' ? 'inline' : 'none';
}

/** Objects that another view or query table reads. */
function readers(assessment: Assessment): ReadonlySet<string> {
  const read = new Set<string>();
  for (const object of assessment.objects)
    if (object.kind === 'view' || object.kind === 'table') for (const other of object.dependsOn) read.add(other);
  return read;
}

function freeSchema(catalog: Catalog, wanted: string): string {
  const used = new Set(catalog.objects.map((object) => object.name.schema.toLowerCase()));
  let name = wanted;
  for (let number = 2; used.has(name); number++) name = `${wanted}_${number}`;
  return name;
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}
