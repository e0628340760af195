/** The context in which one object is made into SQL of a target. */
import type { BindSession } from '../bind/session.js';
import type { CompileOptions, CompileTarget, RelationNamer } from '../compile.js';
import type { RelationContext } from './context.js';
import { legaliseQuery } from './query.js';

/** What stays the same for every object of a migration. */
export interface TargetOptions extends CompileOptions {
  readonly target: CompileTarget;
  readonly namer: RelationNamer;
}

export interface ObjectContext extends RelationContext {
  /** Support macros asked for so far, sorted. */
  readonly macros: readonly string[];
}

export function objectContext(
  session: BindSession,
  { target, namer, columnName, parameterName }: TargetOptions,
): ObjectContext {
  const macros = new Set<string>();
  const context: ObjectContext = {
    target,
    settings: session.settings,
    query: (query) => legaliseQuery(query, context),
    columnName: columnName ?? ((name) => name),
    parameter: (name) => ({ sql: 'verbatim', text: `{{ ${(parameterName ?? bareName)(name)} }}` }),
    report: (code, span, detail) => session.report(code, span, detail),
    macro: (name) => void macros.add(name),
    relationText: ({ schema, name, server, database, span }) => {
      const text = namer.relation({ schema, name }, database === null ? null : { server, database });
      if (text === null) session.report('TSQL-UNKNOWN-OBJECT', span, `${schema}.${name}`);
      return text;
    },
    alias: (wanted) => session.alias(wanted),
    get macros() {
      return [...macros].sort();
    },
  };
  return context;
}

/** `@Customer ID` -> customer_id. */
function bareName(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  return words.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
}
