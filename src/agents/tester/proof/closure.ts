/** What a model's rows depend on within its project. */
import { createHash } from 'node:crypto';
import type { Project, ProjectModel } from '../../../dbt/project.js';

/** A model and all that it reads, itself first; each once. */
export function closureOf(model: ProjectModel, { models }: Project): ProjectModel[] {
  const byName = new Map(models.map((each) => [each.model, each]));
  const found = new Set<ProjectModel>();
  const pending = [model];
  for (let each = pending.pop(); each; each = pending.pop()) {
    if (found.has(each)) continue;
    found.add(each);
    pending.push(...each.refs.flatMap((name) => byName.get(name) ?? []));
  }
  return [...found];
}

/** The same for as long as nothing is changed that its rows depend on. Macros and tables do not change between turns. */
export function rowsKeyOf(model: ProjectModel, project: Project): string {
  const digest = createHash('sha256');
  for (const { model: name, sql, materialized } of closureOf(model, project))
    digest.update(JSON.stringify([name, sql, materialized]));
  return digest.update(JSON.stringify(model.columns.map(({ name }) => name))).digest('hex');
}
