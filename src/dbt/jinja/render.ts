/** Renders templates of a dbt project. Runs in the sandbox's child only: templates are other people's programs. */
import { dbtContext, type TraceHolder } from './dbt-context.js';
import { JinjaError, problemOf } from './jinja-error.js';
import { Environment } from './library.js';
import { parseTemplate } from './parse-template.js';
import { renderRequestSchema, type JinjaTemplate, type RenderedTemplate, type RenderReply, type RenderRequest } from './protocol.js'; // prettier-ignore
import { StrictInterpreter } from './strict-interpreter.js';

/** UTF-16 units that one template may give, and all of a request. */
const OUTPUT_CHARS_MAX = 2 ** 22;
const REPLY_CHARS_MAX = 2 ** 23;

/** Handler of `jinja.render`. A broken template is a problem in its result; only a request that cannot be read throws. */
export function renderTemplates(payload: unknown): RenderReply {
  const request = renderRequestSchema.parse(payload);
  const holder: TraceHolder = { trace: emptyTrace('') };
  const shared = dbtContext(request, holder);
  const macroProblem = defineMacros(request, shared, holder);
  if (macroProblem) return { macroProblem, rendered: [] };
  let leftChars = REPLY_CHARS_MAX;
  const rendered = request.templates.map((template) => {
    const result = renderOne(template, shared, holder, Math.min(OUTPUT_CHARS_MAX, leftChars));
    leftChars -= result.text.length;
    return result;
  });
  return { macroProblem: null, rendered };
}

function defineMacros(request: RenderRequest, shared: Environment, holder: TraceHolder): RenderReply['macroProblem'] {
  for (const { path, text } of request.macros) {
    holder.trace = emptyTrace(path);
    try {
      new StrictInterpreter(shared).run(parseTemplate(text, path));
    } catch (thrown) {
      return problemOf(thrown, path, holder.trace.line);
    }
  }
  return null;
}

function renderOne(template: JinjaTemplate, shared: Environment, holder: TraceHolder, charsMax: number): RenderedTemplate {
  const trace = (holder.trace = emptyTrace(template.path));
  const environment = new Environment(shared);
  let text = '';
  let problem: RenderedTemplate['problem'] = null;
  try {
    if (template.relation !== null) environment.set('this', template.relation);
    if (template.arguments) environment.set(TEST_ARGUMENTS, testArguments(template, environment));
    text = renderText(template.text, template.path, environment, charsMax);
  } catch (thrown) {
    problem = problemOf(thrown, trace.path, trace.line);
  }
  // The keys are JSON of pairs of strings, written by the context.
  const sources = [...trace.sources].map((key) => JSON.parse(key) as [string, string]);
  return { id: template.id, text, problem, config: trace.config, refs: [...trace.refs], sources };
} // prettier-ignore

function renderText(text: string, path: string, environment: Environment, charsMax: number): string {
  const { value } = new StrictInterpreter(environment).run(parseTemplate(text, path));
  if (typeof value !== 'string') return '';
  if (value.length > charsMax) throw new JinjaError('JINJA-LIMIT', `The template gives more than ${charsMax} characters.`);
  return value;
} // prettier-ignore

/** Name under which a generic test finds its arguments; dbt's own. */
export const TEST_ARGUMENTS = '_dbt_generic_test_kwargs';

/** A string that is nothing but a call of one of these is rendered as if braces stood around it. Source: dbt docs, "Data tests". */
const CALL = /^\s*(env_var|ref|var|source|doc)\s*\([^]+\)\s*$/;

/** dbt renders every string among the arguments of a generic test, but the column's name. */
function testArguments(template: JinjaTemplate, environment: Environment): unknown {
  const render = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(render);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, render(entry)]));
    if (typeof value !== 'string') return value;
    if (!value.includes('{') && !CALL.test(value)) return value;
    return renderText(CALL.test(value) ? `{{ ${value} }}` : value, template.path, environment, OUTPUT_CHARS_MAX);
  };
  const entries = Object.entries(template.arguments ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, name === 'column_name' ? value : render(value)]));
}

function emptyTrace(path: string): TraceHolder['trace'] {
  return { path, line: 1, config: {}, refs: new Set(), sources: new Set() };
}
