/** A project after compilation: SQL without Jinja, in the order of the graph. */
import { AppError } from '../../common/app-error.js';
import type { JinjaProblem, RenderedTemplate } from '../jinja/protocol.js';
import type { Project } from '../project.js';

export type Materialization = Project['models'][number]['materialized'];

/** A relation of the target. `sql` is how dbt writes it, each part quoted. */
export interface Relation {
  readonly schema: string;
  readonly identifier: string;
  readonly sql: string;
}

export interface CompiledModel {
  readonly kind: 'model';
  /** `model.<project>.<name>` */
  readonly uniqueId: string;
  readonly name: string;
  readonly materialized: Materialization;
  /** Null for ephemeral models, which are common table expressions in what reads them. */
  readonly relation: Relation | null;
  readonly sql: string;
  /** Why dbt would fail this node alone while it compiles it: `raise_compiler_error`. */
  readonly problem: JinjaProblem | null;
  /** Unique ids of the models it reads. */
  readonly dependsOn: readonly string[];
  /** dbt sources it reads, `[source, table]`. */
  readonly sources: readonly (readonly [string, string])[];
}

export interface CompiledTest {
  readonly kind: 'test';
  /** `test.<project>.<name>`, numbered where dbt would tell two apart by a hash. */
  readonly uniqueId: string;
  readonly name: string;
  /** Generic test, the column it is on, and its place among the model's tests; null for singular tests. */
  readonly test: { readonly name: string; readonly column: string | null; readonly index: number } | null;
  /** Model that a generic test stands on. */
  readonly model: string | null;
  readonly severity: 'error' | 'warn';
  /** Query of the failing rows. */
  readonly sql: string;
  readonly problem: JinjaProblem | null;
  readonly dependsOn: readonly string[];
  readonly sources: readonly (readonly [string, string])[];
}

export type CompiledNode = CompiledModel | CompiledTest;

export interface CompiledProject {
  /** Models in the order of the graph, then tests. */
  readonly models: readonly CompiledModel[];
  readonly tests: readonly CompiledTest[];
  /** Tests that dbt leaves out because a model they need is off or unknown. */
  readonly omitted: readonly { readonly uniqueId: string; readonly reason: string }[];
}

/** The project is one that dbt would refuse as a whole. `models` are the dbt models at fault. */
export class CompileError extends AppError {
  constructor(
    code: string,
    publicText: string,
    readonly models: readonly string[],
    /** Each fault by itself, when models have faults of their own. */
    private readonly faults: readonly CompileError[] = [],
  ) {
    super(code, publicText);
  }

  /** What is wrong with one of `models`. */
  faultOf(model: string): { readonly code: string; readonly message: string } {
    const { code, publicText: message } = this.faults.find(({ models }) => models.includes(model)) ?? this;
    return { code, message };
  }
}

/** Takes what is a CompileError and goes on, so that all faults of one pass are known at once. */
export class FaultList {
  private readonly faults: CompileError[] = [];

  /** Null when it threw a CompileError, which is kept. */
  try<Result>(work: () => Result): Result | null {
    try {
      return work();
    } catch (thrown) {
      if (!(thrown instanceof CompileError)) throw thrown;
      this.faults.push(thrown);
      return null;
    }
  }

  /** @throws CompileError the only fault, or one of all of them */
  throwIfAny(): void {
    const [first, ...others] = this.faults;
    if (!first) return;
    if (others.length === 0) throw first;
    const models = [...new Set(this.faults.flatMap((fault) => fault.models))];
    throw new CompileError(first.code, `${first.publicText} ${others.length} more models have faults.`, models, this.faults); // prettier-ignore
  }
}

/** What is wrong while dbt parses fails the whole project. @throws CompileError with file and line */
export function parsedOrThrow(result: RenderedTemplate, models: readonly string[]): RenderedTemplate {
  if (!result.problem) return result;
  const { code, message, path, line } = result.problem;
  throw new CompileError(code, `${path}:${line}: ${message}`, models);
}
