/** What the sandbox's child loads for names that begin with `jinja.`. */
import type { SandboxHandler } from '../sandbox/handlers.js';
import { renderTemplates } from './jinja/render.js';

export const sandboxHandlers: Readonly<Record<string, SandboxHandler>> = { 'jinja.render': renderTemplates };
