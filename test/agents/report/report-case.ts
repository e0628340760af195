/** Report inputs made by the real agents from T-SQL text; only the compiler and the Tester are stand-ins, so that a test says what they found. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assess } from '../../../src/agents/assessment/assess.js';
import { evaluate } from '../../../src/agents/evaluator/evaluate.js';
import type { ReportInput } from '../../../src/agents/evaluator/report/report.js';
import { execute } from '../../../src/agents/executor/execute.js';
import { migrationOptionsSchema } from '../../../src/agents/options.js';
import { planMigration } from '../../../src/agents/planner/plan-migration.js';
import type { TestedObject } from '../../../src/agents/tester/test-report.js';
import type { Catalog, CatalogObject, Finding, QualifiedName } from '../../../src/catalog/catalog.js';
import type { CompiledObject, MakeCompiler } from '../../../src/compiler/compile.js';
import { listInputs } from '../../../src/sources/input.js';
import { readScripts } from '../../../src/sources/read-scripts.js';
import { RowStore } from '../../../src/sources/rows/row-store.js';

export interface Stand {
  /** Findings the compiler raises, by object name; one of severity error switches the model off. */
  readonly findings?: Readonly<Record<string, readonly Omit<Finding, 'place'>[]>>;
  /** What the Tester adds, by object name. */
  readonly tested?: Readonly<Record<string, Partial<TestedObject>>>;
  /** What the compiler says an object reads. */
  readonly dependencies?: Readonly<Record<string, readonly QualifiedName[]>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly fileName?: string;
}

export async function reportCase(sql: string, stand: Stand = {}): Promise<ReportInput> {
  const catalog = await catalogOf(sql, stand.fileName ?? 'shop.sql');
  const options = migrationOptionsSchema.parse(stand.options ?? {});
  const assessment = assess(catalog);
  const plan = planMigration(catalog, assessment, options);
  const executed = execute(catalog, plan, options, standInCompiler(stand));
  const routines = executed.routines.map((routine) => ({ ...routine, findings: [...routine.findings] }));
  const execution = { project: executed.project, routines };
  const tested = execution.project.models.filter(({ enabled }) => enabled).map(({ object, model }) => testedObject(object, model, stand)); // prettier-ignore
  const report = { schemaVersion: 1 as const, engine: 'duckdb 1.5.6', attempt: 1, objects: tested };
  const evaluation = evaluate({ catalog, assessment, plan, execution, report });
  return { catalog, assessment, plan, execution, evaluation, durationMs: 1234, showValues: false };
}

async function catalogOf(sql: string, fileName: string): Promise<Catalog> {
  const folder = mkdtempSync(join(tmpdir(), 'report-case-'));
  try {
    writeFileSync(join(folder, fileName), sql);
    const inputs = await listInputs([join(folder, fileName)]);
    const settings = {
      collation: 'SQL_Latin1_General_CP1_CI_AS',
      collationAssumed: true,
      collationMode: 'source' as const,
      dateFirst: 7,
      language: 'us_english',
      compatibilityLevel: 150,
    };
    return await readScripts(
      inputs,
      { settings, variables: {}, dataFiles: [], withRows: true },
      new RowStore(join(folder, 'rows')),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers `select N as "lineN"` for line N of the original, mapped to it. */
function standInCompiler(stand: Stand): MakeCompiler {
  return (catalog) => {
    const answer = (object: CatalogObject | undefined): CompiledObject => compiled(object, stand);
    const find = (schema: string, name: string) => catalog.objects.find((other) => other.name.schema === schema && other.name.name === name); // prettier-ignore
    return {
      compileQueryObject: ({ schema, name }) => answer(find(schema, name)),
      compileScalarFunction: ({ schema, name }) => answer(find(schema, name)),
      compileTableExpression: () => ({ ...answer(undefined), sql: '1 = 1' }),
      keyExpression: (_table, column) => `"${column}"`,
      targetType: () => ({ type: 'integer', findings: [] }),
    };
  };
}

function compiled(object: CatalogObject | undefined, stand: Stand): CompiledObject {
  const place = object?.definition.place ?? { file: 'shop.sql', line: 1, column: 1, offset: 0 };
  const name = object ? `${object.name.schema}.${object.name.name}` : '';
  const findings = (stand.findings?.[name] ?? []).map((finding) => ({ ...finding, place }));
  const lines = (object?.definition.text ?? '').trimEnd().split('\n');
  return {
    ok: findings.every(({ severity }) => severity !== 'error'),
    sql: `select\n${lines.map((_, index) => `    ${index + 1} as "line${index + 1}"`).join(',\n')}\n`,
    columns: [],
    findings,
    lineMap: lines.map((_, index) => ({ line: index + 2, sourceFile: place.file, sourceLine: place.line + index })),
    dependencies: stand.dependencies?.[name] ?? [],
    predicates: [],
    macros: [],
  };
}

function testedObject(name: string, model: string, stand: Stand): TestedObject {
  return {
    name,
    model,
    built: true,
    rows: 3,
    proof: 'executed',
    checks: [{ name: 'build', result: 'pass', detail: '3 rows' }],
    evidence: {
      reference: null,
      engines: ['duckdb 1.5.6'],
      datasets: ['source rows'],
      rowsCompared: 0,
      predicates: { covered: 0, total: 0 },
      mutants: { killed: 0, total: 0, justified: 0 },
      notChecked: ['rows were not compared: there is no reference'],
      comparisons: [],
      uncovered: [],
      survivors: [],
      difference: null,
    },
    error: null,
    openProof: null,
    ...stand.tested?.[name],
  };
}
