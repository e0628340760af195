/** The graph of a project: what is read by what. The shape is part of the API. */
import type { Evaluation } from '../agents/evaluator/evaluation.js';
import type { Project } from '../dbt/project.js';

export interface LineageNode {
  /** `source.raw.Orders` or `model.orders`. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'source' | 'model';
  readonly layer: 'source' | 'staging' | 'intermediate' | 'marts';
  /** Of the object behind it; null for a table of another database. */
  readonly status: string | null;
}

export interface Lineage {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** In the project's own order, which is the same on every run. An edge leads from what is read to what reads it. */
export function lineageOf(project: Project, evaluation: Evaluation): Lineage {
  const statuses = new Map(evaluation.objects.map((object) => [object.name, object.status]));
  const sources = project.sources.map((table): LineageNode => ({
    id: sourceId(table.source, table.table),
    name: `${table.source}.${table.table}`,
    kind: 'source',
    layer: 'source',
    status: table.object === null ? null : (statuses.get(table.object) ?? null),
  }));
  const models = project.models.map((model): LineageNode => ({
    id: modelId(model.model),
    name: model.model,
    kind: 'model',
    layer: model.layer,
    status: statuses.get(model.object) ?? null,
  }));
  const known = new Set([...sources, ...models].map(({ id }) => id));
  const edges = project.models.flatMap((model) =>
    [...model.sources.map(([source, table]) => sourceId(source, table)), ...model.refs.map(modelId)]
      .filter((from) => known.has(from))
      .map((from) => ({ from, to: modelId(model.model) })),
  );
  return { nodes: [...sources, ...models], edges };
}

const sourceId = (source: string, table: string): string => `source.${source}.${table}`;
const modelId = (model: string): string => `model.${model}`;
