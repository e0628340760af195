/** Builds one model or runs one test. */
import type { CompiledModel, CompiledNode, CompiledTest } from '../compile/compiled-project.js';
import { ephemeralName } from '../compile/ephemeral.js';
import type { Project } from '../project.js';
import type { Engine } from './engine.js';
import { problemOf } from './load-tables.js';
import type { NodeProblem, NodeResult } from './project-run.js';

type Outcome = Pick<NodeResult, 'status'> & Partial<Pick<NodeResult, 'failures' | 'rows' | 'problem' | 'readProblem'>>;

export interface RunSettings {
  readonly engine: Engine;
  readonly timeoutMs: number;
  readonly readModels: boolean;
}

/** Never throws for what the node's SQL does. */
export async function runNode(node: CompiledNode, settings: RunSettings): Promise<NodeResult> {
  const startedMs = performance.now();
  const outcome = await outcomeOf(node, settings).catch((thrown: unknown): Outcome => ({ status: 'error', problem: problemOf(thrown) })); // prettier-ignore
  return nodeResult(node, outcome, Math.round(performance.now() - startedMs));
}

export function skippedNode(node: CompiledNode, problem: NodeProblem): NodeResult {
  return nodeResult(node, { status: 'skipped', problem }, 0);
}

function nodeResult(node: CompiledNode, outcome: Outcome, durationMs: number): NodeResult {
  const { uniqueId, kind, name } = node;
  const on = node.kind === 'test' ? { model: node.model, test: node.test } : { model: name, test: null };
  return { uniqueId, kind, name, ...on, failures: null, rows: null, problem: null, readProblem: null, ...outcome, durationMs };
} // prettier-ignore

async function outcomeOf(node: CompiledNode, settings: RunSettings): Promise<Outcome> {
  if (node.problem) {
    const { code, message, path, line } = node.problem;
    return { status: 'error', problem: { code, message: `${path}:${line}: ${message}` } };
  }
  return node.kind === 'model' ? buildModel(node, settings) : runTest(node, settings);
}

/** dbt's statements on an empty schema: an incremental model is a table the first time. */
async function buildModel(model: CompiledModel, settings: RunSettings): Promise<Outcome> {
  if (model.relation) {
    const kind = model.materialized === 'view' ? 'view' : 'table';
    await settings.engine.exec(`create ${kind} ${model.relation.sql} as (\n${model.sql}\n)`, settings.timeoutMs);
  }
  return { status: 'success', ...(settings.readModels ? await readModel(model, settings) : {}) };
}

/** Text of a whole row in an aggregate, so that no column can be left out by the planner. */
const ROW_PROBE: Readonly<Record<Project['target'], string>> = {
  duckdb: 'max(hash(__whole_row))',
  postgres: 'max(length(cast(__whole_row as text)))',
};

/** A view that was created may still fail when it is read; ephemeral models are read by those that use them. */
async function readModel(model: CompiledModel, { engine, timeoutMs }: RunSettings): Promise<Pick<Outcome, 'rows' | 'readProblem'>> {
  if (!model.relation) return {};
  try {
    const sql = `select count(*), ${ROW_PROBE[engine.target]} from ${model.relation.sql} as __whole_row`;
    return { rows: Number((await engine.query(sql, { timeoutMs, rowLimit: 1 })).rows[0]?.[0] ?? 0) };
  } catch (thrown) {
    return { readProblem: problemOf(thrown) };
  }
} // prettier-ignore

/** As dbt counts: any failing row fails the test, or warns. */
async function runTest(test: CompiledTest, { engine, timeoutMs }: RunSettings): Promise<Outcome> {
  const sql = `select count(*) from (\n${test.sql}\n) dbt_internal_test`;
  const failures = Number((await engine.query(sql, { timeoutMs, rowLimit: 1 })).rows[0]?.[0] ?? 0);
  return { status: failures === 0 ? 'pass' : test.severity === 'warn' ? 'warn' : 'fail', failures };
}

/** Query of a model's rows. */
export function selectAll(model: CompiledModel): string {
  if (model.relation) return `select * from ${model.relation.sql}`;
  return `select * from (\n${model.sql}\n) as ${ephemeralName(model.name)}`;
}
