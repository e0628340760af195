import { SandboxError } from './sandbox-error.js';

/** A service other than SQL that runs inside the child: takes JSON, gives JSON. */
export type SandboxHandler = (payload: unknown) => unknown;

/**
 * The modules that the child may load, by the part of a handler's name before the dot, as paths beside this file.
 * A module exports `sandboxHandlers`, a record of handlers by full name: `{ 'jinja.render': renderJinja }`.
 * This table is the whole allow-list: no name from a message ever becomes a path.
 */
const HANDLER_MODULES: Readonly<Record<string, string>> = {
  jinja: '../dbt/jinja-handlers.js',
};

/**
 * Finds the handler of a name, loading its module on first use.
 * @throws SandboxError `sandbox_refused` for a name that is not in the allow-list
 */
export async function findHandler(name: string): Promise<SandboxHandler> {
  const family = name.split('.')[0] ?? '';
  const modulePath = Object.hasOwn(HANDLER_MODULES, family) ? HANDLER_MODULES[family] : undefined;
  if (modulePath === undefined) throw noHandler(name);
  const loaded: unknown = await import(new URL(modulePath, import.meta.url).href);
  const handler = handlerIn(loaded, name);
  if (!handler) throw noHandler(name);
  return handler;
}

function handlerIn(loaded: unknown, name: string): SandboxHandler | undefined {
  if (typeof loaded !== 'object' || loaded === null || !('sandboxHandlers' in loaded)) return undefined;
  const handlers = loaded.sandboxHandlers;
  if (typeof handlers !== 'object' || handlers === null || !Object.hasOwn(handlers, name)) return undefined;
  const handler: unknown = Object.entries(handlers).find(([key]) => key === name)?.[1];
  return typeof handler === 'function' ? (payload): unknown => handler(payload) : undefined;
}

function noHandler(name: string): SandboxError {
  return new SandboxError({
    code: 'sandbox_refused',
    publicText: `The sandbox has no handler "${name.slice(0, 80)}".`,
  });
}
