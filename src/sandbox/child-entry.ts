import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SandboxError } from './sandbox-error.js';

/**
 * Finds the compiled entry point of the child: beside this module when this runs from `dist/`, else (this runs from
 * its TypeScript source) in the `dist/` of the same package.
 * @throws SandboxError `sandbox_refused` when the package was never built
 */
export function childEntryPath(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [join(here, 'child.js'), join(here, '..', '..', 'dist', 'src', 'sandbox', 'child.js')];
  const found = candidates.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new SandboxError({
    code: 'sandbox_refused',
    publicText: 'The product is not built. Run "npm run build" first.',
  });
}
