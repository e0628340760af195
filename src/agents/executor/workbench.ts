/** What the models of one run are made with. */
import type { Catalog, CatalogObject, Finding, QualifiedName, Table, TableRows } from '../../catalog/catalog.js';
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
  /** Tables by `tableKey`. */
  readonly tables: ReadonlyMap<string, Table>;
  /** Sample rows by `tableKey`. */
  readonly rows: ReadonlyMap<string, TableRows>;
}

/** Key of a table's name, letter case aside. */
export function tableKey(name: QualifiedName): string {
  return `${name.schema}\u0000${name.name}`.toLowerCase();
}

/** First error among findings, as the reason a model is off. */
export function firstError(findings: readonly Finding[]): { code: string; message: string } | null {
  const error = findings.find((finding) => finding.severity === 'error');
  return error ? { code: error.code, message: error.message } : null;
}
