/** The Rebuilder agent: TestReport -> Project, by rules. Each rule names what it does; nothing is hidden, only switched off or toned down with its code. */
import type { Project, ProjectModel, ProjectTest } from '../../dbt/project.js';
import { EDIT_REFUSED_CODE } from '../executor/apply-edits.js';
import { blockDependents } from '../executor/blocking.js';
import { openReviewsTest } from '../executor/open-reviews.js';
import { REVIEWED_PROOFS } from '../evaluator/status.js';
import { CONTRACT_CHECK, type TestedObject, type TestReport } from '../tester/test-report.js';

/** One repair: answers the changed model, or null when it has nothing to say. */
interface RepairRule {
  readonly name: string;
  readonly repair: (model: ProjectModel, tested: TestedObject) => ProjectModel | null;
}

/** A repaired project, and the names of what was repaired; empty when no rule applies. */
export interface Rebuild {
  readonly project: Project;
  readonly repairs: readonly { readonly model: string; readonly rule: string }[];
}

/** Repairs every model that failed, by the first rule that applies. */
export function rebuild(project: Project, report: TestReport): Rebuild {
  const tested = new Map(report.objects.map((object) => [object.model, object]));
  const repairs: { model: string; rule: string }[] = [];
  const byName = new Map(project.models.map((model) => [model.model, model]));
  const isReviewed = ({ openProof }: TestedObject) => openProof !== null && REVIEWED_PROOFS.has(openProof.code);
  const different = new Set(report.objects.filter(isReviewed).map(({ model }) => model));
  const models = project.models.map((model) => {
    const result = tested.get(model.model);
    if (!result || !model.enabled) return model;
    if (different.has(model.model) && readsDifferent(model, different, byName)) return model;
    for (const rule of RULES) {
      const repaired = rule.repair(model, result);
      if (!repaired) continue;
      repairs.push({ model: model.model, rule: rule.name });
      return repaired;
    }
    return model;
  });
  const next = { ...project, models: blockDependents(models) };
  return { project: { ...next, singularTests: singularTests(next) }, repairs };
}

function singularTests(project: Project): Project['singularTests'] {
  return project.singularTests.map((test) => (test.name === 'open_reviews' ? openReviewsTest(project) : test));
}

const RULES: readonly RepairRule[] = [
  { name: 'switch off a model that the target refuses', repair: switchOff },
  { name: 'switch off what a person wrote when it is no such model', repair: switchOffEdit },
  { name: 'switch off a model that is known to give other rows', repair: switchOffDifferent },
  { name: 'let tests warn that the source rows fail', repair: toneDownTests },
];

/** Code of models that compiled but that the target's engine refused. */
export const TARGET_REFUSED_CODE = 'TARGET-REFUSED';

function switchOff(model: ProjectModel, tested: TestedObject): ProjectModel | null {
  if (tested.built || !tested.error) return null;
  if (model.authorKind === 'human') return switchedOff(model, EDIT_REFUSED_CODE, `The SQL that a person wrote cannot be built: ${tested.error.message}`); // prettier-ignore
  return switchedOff(model, TARGET_REFUSED_CODE, `The target refused the translated SQL: ${tested.error.message}`);
}

/** Columns that the object has and the model lacks, or tests that cannot even be run on it: other models would fail by it. */
function switchOffEdit(model: ProjectModel, tested: TestedObject): ProjectModel | null {
  if (model.authorKind !== 'human') return null;
  const fault = tested.checks.find(({ name, result, detail }) => result === 'fail' && (name === CONTRACT_CHECK || isBrokenTest(model, name, detail))); // prettier-ignore
  return fault ? switchedOff(model, EDIT_REFUSED_CODE, `What a person wrote is not this model: ${fault.detail ?? fault.name}`) : null; // prettier-ignore
}

/** Toned down already and failing still: it is the test's own SQL that fails. */
function isBrokenTest(model: ProjectModel, name: string, detail: string | null): boolean {
  return detail !== null && model.tests.some((test, index) => test.severity === 'warn' && testName(test, index) === name); // prettier-ignore
}

function switchedOff(model: ProjectModel, code: string, message: string): ProjectModel {
  const finding = { code, severity: 'error' as const, message, place: null };
  return { ...model, enabled: false, review: { code, message }, tests: [], findings: [...model.findings, finding] };
}

/** What the proof found against a model, when it must not be shipped so. */
function switchOffDifferent(model: ProjectModel, { openProof }: TestedObject): ProjectModel | null {
  return openProof && REVIEWED_PROOFS.has(openProof.code)
    ? switchedOff(model, openProof.code, openProof.message)
    : null;
}

/** Models that read one that gives other rows do so by its fault: they are blocked with it, and looked at when it is right. */
function readsDifferent(
  model: ProjectModel,
  different: ReadonlySet<string>,
  models: ReadonlyMap<string, ProjectModel>,
): boolean {
  const seen = new Set([model.model]);
  const pending = [...model.refs];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (different.has(name)) return true;
    pending.push(...(models.get(name)?.refs ?? []));
  }
  return false;
}

/** The source's rows break a constraint: the test stays and warns, so that a build is green and the fact is on record. */
function toneDownTests(model: ProjectModel, tested: TestedObject): ProjectModel | null {
  const failed = new Set(tested.checks.filter((check) => check.result === 'fail').map((check) => check.name));
  if (!model.tests.some((test, index) => test.severity === 'error' && failed.has(testName(test, index)))) return null;
  const findings = [...model.findings];
  const tests = model.tests.map((test, index): ProjectTest => {
    if (test.severity === 'warn' || !failed.has(testName(test, index))) return test;
    const whose = model.authorKind === 'human' ? 'The rows that the SQL of a person gives' : 'The rows at hand';
    const message = `${whose} break ${test.origin}: its test warns instead of failing. Check whether the rows are complete.`;
    findings.push({ code: 'TEST-FAILS-ON-ROWS', severity: 'warning', message, place: null });
    return { ...test, severity: 'warn' };
  });
  return { ...model, tests, findings };
}

/** Name of a model's test in checks: unique within the model. */
export function testName(test: ProjectTest, index: number): string {
  return `test:${test.test}${test.column === null ? '' : `:${test.column}`}#${index + 1}`;
}
