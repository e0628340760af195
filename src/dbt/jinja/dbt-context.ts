/** The names that dbt gives to templates, as far as a project that needs no adapter uses them. Source: dbt docs, "dbt Jinja functions". */
import { JinjaError } from './jinja-error.js';
import { Environment } from './library.js';
import { PLACE_MARKER } from './parse-template.js';
import { splitArguments } from './plain-value.js';
import type { RenderRequest } from './protocol.js';

/** What a template did while it was rendered; a fresh one for each. */
export interface RenderTrace {
  path: string;
  line: number;
  readonly config: Record<string, unknown>;
  readonly refs: Set<string>;
  /** JSON of `[source, table]`. */
  readonly sources: Set<string>;
}

/** Holds the trace of the template that is being rendered; functions of the context write to it. */
export interface TraceHolder {
  trace: RenderTrace;
}

const RANGE_MAX = 100_000;

/** Environment that all templates of a request share; each is rendered in a child of it. */
export function dbtContext(request: RenderRequest, holder: TraceHolder): Environment {
  const environment = new Environment();
  const names: Record<string, unknown> = {
    true: true, True: true, false: false, False: false, none: null, None: null,
    execute: request.execute,
    target: request.target,
    ref: refFunction(request, holder),
    source: sourceFunction(request, holder),
    config: (...values: unknown[]) => configure(holder, values),
    var: (...values: unknown[]) => variable(request, values),
    env_var: (...values: unknown[]) => environmentVariable(values),
    is_incremental: () => false,
    exceptions: { raise_compiler_error: raise, warn: () => '' },
    log: () => '',
    print: () => '',
    range: (...values: unknown[]) => boundedRange(splitArguments(values).positional),
    [PLACE_MARKER]: (path: string, line: number) => { Object.assign(holder.trace, { path, line }); },
  }; // prettier-ignore
  for (const [name, value] of Object.entries(names)) environment.set(name, value);
  return environment;
}

/** What `ref` and `source` give while dbt parses: any relation; nothing is executed with it. */
const UNKNOWN_RELATION = '"not_compiled"';

function refFunction(request: RenderRequest, holder: TraceHolder) {
  return (...values: unknown[]): string => {
    const { positional, keywords } = splitArguments(values);
    const name = positional.at(-1);
    if (typeof name !== 'string' || positional.length > 2) throw new JinjaError('JINJA-RENDER', 'ref() takes the name of a model.'); // prettier-ignore
    if (Object.keys(keywords).length > 0) throw new JinjaError('JINJA-UNSUPPORTED', 'Versions in ref() are not supported.'); // prettier-ignore
    holder.trace.refs.add(name);
    if (!request.execute) return UNKNOWN_RELATION;
    const relation = Object.hasOwn(request.models, name) ? request.models[name] : undefined;
    if (relation === undefined) throw new JinjaError('JINJA-UNKNOWN-RELATION', `There is no model '${name}'.`);
    return relation;
  };
}

function sourceFunction(request: RenderRequest, holder: TraceHolder) {
  const relations = new Map(request.sources.map(([source, table, relation]) => [JSON.stringify([source, table]), relation]));
  return (...values: unknown[]): string => {
    const [source, table] = splitArguments(values).positional;
    if (typeof source !== 'string' || typeof table !== 'string') throw new JinjaError('JINJA-RENDER', 'source() takes the names of a source and a table.'); // prettier-ignore
    const key = JSON.stringify([source, table]);
    holder.trace.sources.add(key);
    if (!request.execute) return UNKNOWN_RELATION;
    const relation = relations.get(key);
    if (relation === undefined) throw new JinjaError('JINJA-UNKNOWN-RELATION', `There is no source table '${source}.${table}'.`); // prettier-ignore
    return relation;
  };
} // prettier-ignore

function configure(holder: TraceHolder, values: unknown[]): string {
  Object.assign(holder.trace.config, splitArguments(values).keywords);
  return '';
}

function variable(request: RenderRequest, values: unknown[]): unknown {
  const { positional, keywords } = splitArguments(values);
  const [name, byPosition] = positional;
  if (typeof name !== 'string') throw new JinjaError('JINJA-RENDER', 'var() takes the name of a variable.');
  if (Object.hasOwn(request.vars, name)) return request.vars[name];
  const fallback = positional.length > 1 ? byPosition : keywords['default'];
  if (fallback === undefined) throw new JinjaError('JINJA-UNKNOWN-VAR', `Required var '${name}' is not set.`);
  return fallback;
}

/** The environment of this machine is nothing that a project may read: only defaults are given. */
function environmentVariable(values: unknown[]): unknown {
  const [name, fallback] = splitArguments(values).positional;
  if (fallback !== undefined) return fallback;
  throw new JinjaError('JINJA-ENV-VAR-DENIED', `env_var('${String(name)}') has no default, and the environment is not read here.`);
} // prettier-ignore

function raise(message: unknown): never {
  throw new JinjaError('JINJA-RAISED', String(message));
}

function boundedRange(values: readonly unknown[]): number[] {
  const numbers = values.map(Number);
  const [start = 0, end = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  const count = Math.max(0, Math.ceil((end - start) / step));
  if (!(count <= RANGE_MAX)) throw new JinjaError('JINJA-LIMIT', `range() gives more than ${RANGE_MAX} numbers.`);
  return Array.from({ length: count }, (_, index) => start + index * step);
}
