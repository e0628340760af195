/** Functions of one expression become macros, kept beside the models that had them inlined; other routines are only reported. */
import type { CatalogObject, Finding } from '../../catalog/catalog.js';
import type { CompiledObject } from '../../compiler/compile.js';
import type { Project } from '../../dbt/project.js';
import { fileStem } from '../planner/naming.js';
import type { PlannedObject } from '../planner/plan.js';
import { firstError, type Workbench } from './workbench.js';

/** A routine's result: a macro when it could be compiled, else why not. */
export interface WrittenMacro {
  readonly object: string;
  readonly macro: Project['macros'][number] | null;
  readonly review: { readonly code: string; readonly message: string } | null;
  readonly findings: readonly Finding[];
}

/** Null for objects that are no function of one expression. */
export function writeMacro(bench: Workbench, planned: PlannedObject): WrittenMacro | null {
  const object = bench.objects.get(planned.name);
  if (!object || object.kind !== 'routine' || (planned.role !== 'macro' && planned.role !== 'inline')) return null;
  const compiled = planned.reason ? null : compile(bench, object, planned);
  const body = compiled?.ok ? compiled.sql : null;
  const review = planned.reason ?? (body === null ? (firstError(compiled?.findings ?? []) ?? NOT_CONVERTED) : null);
  return {
    object: planned.name,
    macro: body === null ? null : macroOf(planned, object, body),
    review,
    findings: [...(compiled?.findings ?? [])],
  };
}

const NOT_CONVERTED = { code: 'COMPILE-NOT-CONVERTED', message: 'The compiler could not translate this function.' };

function compile(bench: Workbench, object: CatalogObject, planned: PlannedObject): CompiledObject {
  return planned.role === 'macro'
    ? bench.compiler.compileScalarFunction(object.name)
    : bench.compiler.compileQueryObject(object.name);
}

function macroOf(planned: PlannedObject, object: CatalogObject, body: string): Project['macros'][number] {
  const name = fileStem(planned.qualifiedName);
  const parameters = object.kind === 'routine' ? object.parameters.map((parameter) => parameterName(parameter.name)) : [];
  const text = `{% macro ${name}(${parameters.join(', ')}) -%}\n${body.trim()}\n{%- endmacro %}\n`;
  return { name, path: `macros/functions/${name}.sql`, text, object: planned.name };
} // prettier-ignore

/** `@Customer ID` -> customer_id: how the body refers to its parameters in Jinja. */
export function parameterName(name: string): string {
  return fileStem({ schema: 'dbo', name: name.replace(/^@/, '') });
}
