/** What the models of one run are made with. */
import type { Catalog, CatalogObject, Finding } from '../../catalog/catalog.js';
import type { Compiler } from '../../compiler/compile.js';
import type { MigrationOptions } from '../options.js';
import type { Plan, PlannedObject } from '../planner/plan.js';

/** Read by every writer of a part of the project. */
export interface Workbench {
  readonly catalog: Catalog;
  readonly plan: Plan;
  readonly options: MigrationOptions;
  readonly compiler: Compiler;
  /** Column name as the project writes it. */
  readonly columnName: (name: string) => string;
  readonly objects: ReadonlyMap<string, CatalogObject>;
  readonly planned: ReadonlyMap<string, PlannedObject>;
}

/** First error among findings, as the reason a model is off. */
export function firstError(findings: readonly Finding[]): { code: string; message: string } | null {
  const error = findings.find((finding) => finding.severity === 'error');
  return error ? { code: error.code, message: error.message } : null;
}
