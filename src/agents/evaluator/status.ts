/** Status by the rules of the design: what is not represented needs review, what was not compared is not proved. */
import type { CatalogObject } from '../../catalog/catalog.js';
import type { ProjectModel } from '../../dbt/project.js';
import type { AssessedObject } from '../assessment/assessment.js';
import { BLOCKED_CODE } from '../executor/blocking.js';
import type { StoredExecution } from '../executor/execution.js';
import type { PlannedObject } from '../planner/plan.js';
import type { TestedObject } from '../tester/test-report.js';
import type { EvaluatedObject } from './evaluation.js';

export interface Case {
  readonly object: CatalogObject;
  readonly planned: PlannedObject;
  readonly assessed: AssessedObject;
  readonly model: ProjectModel | null;
  readonly routine: StoredExecution['routines'][number] | null;
  readonly tested: TestedObject | null;
}

export type Verdict = Pick<EvaluatedObject, 'status' | 'proof' | 'reason'>;

/** Reasons that mean: not attempted. */
const BLOCKING_CODES = new Set([BLOCKED_CODE, 'PLAN-CYCLE', 'TSQL-UNKNOWN-OBJECT', 'TSQL-DEPENDENCY']);

/** Kinds of proof that compared rows. */
const PROOFS_OF_EQUALITY: ReadonlySet<string> = new Set(['equivalent', 'baseline', 'live']);

/** Codes of the proof that a model must not be shipped with. */
export const REVIEWED_PROOFS: ReadonlySet<string> = new Set([
  'PROOF-DIFFERENT',
  'PROOF-SOURCE-ERROR',
  'BASELINE-DIFFERENT',
]);

/** The first rule that applies gives the verdict. */
export function judge(found: Case): Verdict {
  for (const rule of RULES) {
    const verdict = rule(found);
    if (verdict) return verdict;
  }
  return { status: 'converted', proof: found.tested?.proof ?? 'static', reason: null };
}

const RULES: readonly ((found: Case) => Verdict | null)[] = [
  excluded,
  unreadable,
  routineWithoutModel,
  switchedOff,
  unrepresented,
  notBuilt,
  proved,
  notProved,
];

function excluded({ planned }: Case): Verdict | null {
  return planned.inScope ? null : { status: 'excluded', proof: 'static', reason: planned.reason };
}

/** What a person wrote stands for the object, however much of the original can be read. */
function unreadable({ object, assessed, model }: Case): Verdict | null {
  if (model?.authorKind === 'human') return null;
  if (object.definition.text === null || ('encrypted' in object && object.encrypted && assessed.statements === 0))
    return blocked('SOURCE-ENCRYPTED', 'Its text is encrypted. Script it again from a server where you may read it.');
  const fault = assessed.findings.find((finding) => finding.severity === 'error');
  return fault ? review(fault.code, fault.message) : null;
}

function routineWithoutModel({ planned, routine, object }: Case): Verdict | null {
  if (planned.role === 'source' || planned.role === 'query') return null;
  if (planned.reason) return blocked(planned.reason.code, planned.reason.message);
  if (routine?.macro) return { status: 'converted', proof: 'static', reason: null };
  if (routine?.review) return verdictOf(routine.review);
  const what = object.kind === 'trigger' ? 'Triggers' : object.kind === 'routine' && object.routineType === 'procedure' ? 'Procedures' : 'Functions with several statements'; // prettier-ignore
  return review('ROUTINE-NOT-TRANSLATED', `${what} are read and counted, but not translated in this version. Rewrite what it does as models.`); // prettier-ignore
}

function switchedOff({ model }: Case): Verdict | null {
  return model && !model.enabled ? verdictOf(model.review ?? { code: 'NEEDS-REVIEW', message: 'Switched off.' }) : null;
}

/** Tokens that no typed node holds were not translated. */
function unrepresented({ object, model }: Case): Verdict | null {
  if (model?.authorKind === 'human') return null;
  const { total, covered } = object.definition.tokens;
  if (covered >= total) return null;
  return review('SYNTAX-NOT-COVERED', `${total - covered} of its ${total} tokens are not understood.`);
}

function notBuilt({ tested, model }: Case): Verdict | null {
  if (!model || !tested || tested.built) return null;
  if (tested.error !== null) return review(tested.error.code, tested.error.message);
  if (tested.checks.some(({ name }) => name === 'compile'))
    return review('BUILD-NOT-COMPILED', 'Another model kept the whole project from being compiled, so this one was not built.'); // prettier-ignore
  if (model.authorKind !== 'human') return null;
  const detail = tested.checks.find(({ name }) => name === 'build')?.detail ?? 'no reason was given.';
  return review('EDIT-NOT-BUILT', `The SQL that a person wrote was not built: ${detail}`);
}

/** Only a comparison with the reference, strong enough, makes an object proved. */
function proved({ tested }: Case): Verdict | null {
  if (!tested || tested.openProof || !PROOFS_OF_EQUALITY.has(tested.proof)) return null;
  const { predicates, mutants, rowsCompared } = tested.evidence;
  const strong =
    rowsCompared > 0 &&
    predicates.covered === predicates.total &&
    mutants.total > 0 &&
    mutants.killed + mutants.justified === mutants.total;
  return strong ? { status: 'proved', proof: tested.proof, reason: null } : null;
}

/** Other rows than the original's, or an original that SQL Server refuses, are a person's to look at; everything else is converted, and why no more. */
function notProved({ tested }: Case): Verdict | null {
  if (!tested?.openProof) return null;
  const { code, message } = tested.openProof;
  if (REVIEWED_PROOFS.has(code)) return review(code, message);
  return { status: 'converted', proof: tested.proof, reason: { code, message } };
}

function verdictOf(reason: { readonly code: string; readonly message: string }): Verdict {
  return BLOCKING_CODES.has(reason.code) ? blocked(reason.code, reason.message) : review(reason.code, reason.message);
}

function review(code: string, message: string): Verdict {
  return { status: 'needs_review', proof: 'static', reason: { code, message } };
}

function blocked(code: string, message: string): Verdict {
  return { status: 'blocked', proof: 'static', reason: { code, message } };
}
