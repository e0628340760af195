/** Sends templates to the sandbox in requests of bounded size. */
import type { Sandbox } from '../../sandbox/sandbox.js';
import { renderReplySchema, type JinjaTemplate, type RenderedTemplate, type RenderRequest } from '../jinja/protocol.js';
import { CompileError } from './compiled-project.js';

/** Renders all templates of a request; results by id. @throws CompileError when a macro file is broken */
export type Renderer = (request: RenderRequest) => Promise<Map<string, RenderedTemplate>>;

const BATCH_CHARS_MAX = 2_000_000;
const BATCH_TEMPLATES_MAX = 2_000;
const BATCH_TIMEOUT_MS = 60_000;

/** The child may lie, so the answer is parsed and only ids that were asked for are taken. */
export function sandboxRenderer(sandbox: Pick<Sandbox, 'call'>): Renderer {
  return async (request) => {
    const rendered = new Map<string, RenderedTemplate>();
    for (const templates of batchesOf(request.templates)) {
      const answer = await sandbox.call('jinja.render', { ...request, templates }, { timeoutMs: BATCH_TIMEOUT_MS });
      const { macroProblem, rendered: results } = renderReplySchema.parse(answer);
      if (macroProblem) {
        const { code, message, path, line } = macroProblem;
        throw new CompileError(code, `${path}:${line}: ${message}`, []);
      }
      const asked = new Set(templates.map(({ id }) => id));
      for (const result of results) if (asked.has(result.id)) rendered.set(result.id, result);
    }
    return rendered;
  };
}

function batchesOf(templates: readonly JinjaTemplate[]): JinjaTemplate[][] {
  const batches: JinjaTemplate[][] = [];
  let batch: JinjaTemplate[] = [];
  let chars = 0;
  for (const template of templates) {
    const size = template.text.length + JSON.stringify(template.arguments).length;
    if (batch.length > 0 && (chars + size > BATCH_CHARS_MAX || batch.length >= BATCH_TEMPLATES_MAX)) {
      batches.push(batch);
      batch = [];
      chars = 0;
    }
    batch.push(template);
    chars += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
