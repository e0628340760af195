/** Hazards that keep an object from being proved, however equal its rows are: its own, and those of the models it reads. */
import type { Project, ProjectModel } from '../../../dbt/project.js';
import type { ProofReason } from '../../../proof/prover/index.js';
import { closureOf } from './closure.js';

const BYTES: ProofReason = {
  code: 'PROOF-BYTE-ORDER',
  message: 'Texts are compared by their bytes, as the option collation_mode: binary asks, and not by the collation of the source.', // prettier-ignore
};

const undetermined = (what: string): ProofReason => ({ code: 'PROOF-UNDETERMINED', message: `${what}: its rows may be others each time.` }); // prettier-ignore

const CAPS: Readonly<Record<string, ProofReason>> = {
  'TSQL-COLLATION-BINARY-MODE': BYTES,
  'TSQL-CURRENT-TIME': undetermined('It depends on the time'),
  'TSQL-NONDETERMINISTIC': undetermined('It depends on random values'),
  'TSQL-TOP-UNORDERED': undetermined('TOP without ORDER BY takes any rows'),
  'TSQL-WINDOW-UNORDERED': undetermined('It numbers rows in no defined order'),
  'TSQL-TABLESAMPLE': undetermined('It takes a sample of rows'),
};

export function capsOf(model: ProjectModel, project: Project): ProofReason[] {
  const found = new Map<string, ProofReason>();
  for (const { findings } of closureOf(model, project))
    for (const { code } of findings) {
      const cap = Object.hasOwn(CAPS, code) ? CAPS[code] : undefined;
      if (cap) found.set(code, cap);
    }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cap]) => cap);
}
