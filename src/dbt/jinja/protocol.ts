/** What the parent asks of the child's `jinja.render`, and what the child answers. Both sides check it. */
import { z } from 'zod';

/** A file to render. `arguments` are those of a generic test, whose macro is then called with them. */
const templateSchema = z.object({
  id: z.string(),
  /** File named in errors. */
  path: z.string(),
  text: z.string(),
  /** The node's own relation as SQL text; what `this` renders. */
  relation: z.string().nullable(),
  arguments: z.record(z.string(), z.unknown()).nullable(),
});
export type JinjaTemplate = z.infer<typeof templateSchema>;

export const renderRequestSchema = z.object({
  /** False while dbt would parse (refs and config are collected), true while it would compile. */
  execute: z.boolean(),
  target: z.record(z.string(), z.union([z.string(), z.number()])),
  vars: z.record(z.string(), z.unknown()),
  macros: z.array(z.object({ path: z.string(), text: z.string() })),
  /** SQL text of each model's relation; needed when `execute`. */
  models: z.record(z.string(), z.string()),
  /** `[source, table, relation]`; needed when `execute`. */
  sources: z.array(z.tuple([z.string(), z.string(), z.string()])),
  templates: z.array(templateSchema),
});
export type RenderRequest = z.infer<typeof renderRequestSchema>;

const problemSchema = z.object({ code: z.string(), message: z.string(), path: z.string(), line: z.number().int() });
export type JinjaProblem = z.infer<typeof problemSchema>;

const renderedSchema = z.object({
  id: z.string(),
  text: z.string(),
  problem: problemSchema.nullable(),
  /** What `config()` was called with. */
  config: z.record(z.string(), z.unknown()),
  /** First arguments of `ref()` in the order of calls, each once. */
  refs: z.array(z.string()),
  sources: z.array(z.tuple([z.string(), z.string()])),
});
export type RenderedTemplate = z.infer<typeof renderedSchema>;

/** `macroProblem`: a macro file is broken, so nothing was rendered. */
export const renderReplySchema = z.object({
  macroProblem: problemSchema.nullable(),
  rendered: z.array(renderedSchema),
});
export type RenderReply = z.infer<typeof renderReplySchema>;
