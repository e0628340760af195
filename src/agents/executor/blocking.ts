/** Models that are off because of what they read. */
import type { ProjectModel } from '../../dbt/project.js';

/** A model that reads one that is off is off too: its rows could not be right. Repeats until nothing changes, at most once a model. */
export function blockDependents(models: readonly ProjectModel[]): ProjectModel[] {
  const byModel = new Map(models.map((model) => [model.model, model]));
  const off = new Map(models.filter((model) => !model.enabled).map((model) => [model.model, model]));
  const result = [...models];
  for (let round = 0; round < models.length; round++) {
    const blocked = result.filter((model) => !off.has(model.model) && model.refs.some((ref) => off.has(ref)));
    if (blocked.length === 0) break;
    for (const model of blocked) {
      const cause = byModel.get(model.refs.find((ref) => off.has(ref)) ?? '');
      const next = blockedModel(model, cause);
      off.set(model.model, next);
      result[result.indexOf(model)] = next;
    }
  }
  return result;
}

function blockedModel(model: ProjectModel, cause: ProjectModel | undefined): ProjectModel {
  const message = `Reads ${cause?.object ?? 'an object'}, which is switched off. Resolve that one first.`;
  return { ...model, enabled: false, review: { code: BLOCKED_CODE, message }, tests: [] };
}

/** Code of models that are off only because of what they read. */
export const BLOCKED_CODE = 'BLOCKED-DEPENDENCY';
