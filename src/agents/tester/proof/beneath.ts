/** What a proof of one view rests on, and does not show: views that it reads and functions that it calls have texts of their own. */
import type { Catalog, View } from '../../../catalog/catalog.js';
import type { Project, ProjectModel } from '../../../dbt/project.js';
import { calledFunctions } from '../../../proof/reading/called-functions.js';
import type { ProofReason } from '../../../proof/prover/index.js';
import { displayName } from '../../assessment/assess.js';
import { closureOf } from './closure.js';
import { reasonOf, type ObjectProof } from './object-proof.js';

/** Proofs with what stands against them beneath: a view is no better known than those it reads. @param views models of views, by model */
export function withBeneath(
  proofs: ReadonlyMap<string, ObjectProof>,
  views: ReadonlyMap<string, View>,
  catalog: Catalog,
  project: Project,
): Map<string, ObjectProof> {
  const own = new Map([...proofs].map(([name, proof]) => [name, { ...proof, beneath: functionsOf(views.get(name), catalog) }]));
  const models = new Map(project.models.map((model) => [model.model, model]));
  return new Map(
    [...own].map(([name, proof]) => {
      const model = models.get(name);
      return [name, { ...proof, beneath: proof.beneath ?? (model ? viewsOf(model, own, catalog, project) : null) }];
    }),
  );
} // prettier-ignore

/** A model of a view with no proof of its own counts as not proved. */
function viewsOf(
  model: ProjectModel,
  proofs: ReadonlyMap<string, ObjectProof>,
  { objects }: Catalog,
  project: Project,
): ProofReason | null {
  const names = new Set(objects.flatMap((object) => (object.kind === 'view' ? [displayName(object)] : [])));
  const weak = closureOf(model, project).find((each) => {
    if (each === model || !names.has(each.object)) return false;
    const proof = proofs.get(each.model);
    return !proof || reasonOf(proof) !== null;
  });
  return weak ? { code: 'PROOF-WEAK', message: `Its rows are equal, but it reads ${weak.object}, which is not proved itself.` } : null; // prettier-ignore
}

function functionsOf(view: View | undefined, catalog: Catalog): ProofReason | null {
  const called = view ? calledFunctions(view.definition, catalog) : [];
  if (called.length === 0) return null;
  const names = called.map((name) => displayName({ name })).join(', ');
  return { code: 'PROOF-WEAK', message: `Its rows are equal, but what the rows could have told of the text of ${names} is not measured.` }; // prettier-ignore
}
