/** Inlines scalar functions whose body computes one value. */
import type { Routine } from '../../catalog/catalog.js';
import type { CreateRoutine, FunctionCall, Span } from '../../syntax/tsql/ast/index.js';
import { parseScript } from '../../syntax/tsql/index.js';
import type { Scalar } from '../ir/scalar.js';
import { coerce } from './coerce.js';
import { bindFunctionBody } from './function-body.js';
import type { QueryScope, Surroundings } from './query-scope.js';
import type { SourceText } from './session.js';

/** The call replaced by the function's expression over its arguments; null when reported. */
export function inlineScalarFunction(call: FunctionCall, args: readonly Scalar[], scope: QueryScope): Scalar | null {
  const { session } = scope.around;
  const thing = session.index.resolve(call.name);
  const name = call.name.parts.map((part) => part?.value ?? '').join('.');
  if (thing.kind !== 'object' || thing.object.kind !== 'routine') return refuse(scope, 'TSQL-UNKNOWN-FUNCTION', call.span, name); // prettier-ignore
  const routine = thing.object;
  session.dependsOn(routine.name);
  const parameters = boundParameters(routine, args, scope, call.span);
  if (!parameters) return null;
  const around: Surroundings = { session, ctes: new Map(), parameters, outer: null };
  const inlined = returnedValue(routine, around);
  if (inlined === 'too deep') return refuse(scope, 'TSQL-FUNCTION-RECURSION', call.span, name);
  if (inlined === null || !routine.returns) return refuse(scope, 'TSQL-FUNCTION-BODY', call.span, name);
  return withSpan(coerce(inlined, routine.returns, scope), call.span);
}

function refuse(scope: QueryScope, code: string, span: Span, detail: string): null {
  scope.report(code, span, detail);
  return null;
}

/** Findings inside point into the function; the value itself stands where it was called. */
function withSpan(scalar: Scalar, span: Span): Scalar {
  return { ...scalar, span };
}

/** Arguments converted to the parameters' types; DEFAULT and missing ones take the declared default. Null when reported. */
export function boundParameters(
  routine: Routine,
  args: readonly Scalar[],
  scope: QueryScope,
  span: Span,
): Map<string, Scalar> | null {
  if (args.length !== routine.parameters.length) {
    scope.report('TSQL-ARGUMENT-COUNT', span, `${routine.name.schema}.${routine.name.name}`);
    return null;
  }
  return new Map(
    routine.parameters.map((parameter, index): [string, Scalar] => {
      const arg = args[index];
      if (!arg) throw new Error('checked above');
      return [parameter.name.toLowerCase(), coerce(arg, parameter.type, scope)];
    }),
  );
}

/** What a scalar function returns, over the parameters of `around`; null when its body does more than compute a value. */
export function returnedValue(routine: Routine, around: Surroundings): Scalar | null | 'too deep' {
  const parsed = parsedRoutine(routine);
  if (!parsed || parsed.node.body.type !== 'statements') return null;
  const { statements } = parsed.node.body;
  // The session answers null for too deep, so the value is wrapped.
  const bound = around.session.within(parsed.source, () => ({ value: bindFunctionBody(statements, around) }));
  return bound === null ? 'too deep' : bound.value;
}

/** The routine's syntax tree and a way from offsets of its text to places; null without text. */
export function parsedRoutine(routine: Routine): { node: CreateRoutine; source: SourceText } | null {
  const { text, quotedIdentifier } = routine.definition;
  if (text === null) return null;
  const script = parseScript({ path: routine.definition.place.file, text }, { quotedIdentifier });
  const node = script.batches[0]?.statements[0];
  return node?.kind === 'create_routine' ? { node, source: sourceText(text, routine.definition.place) } : null;
}

/** Offsets of an object's text as places of the file it stands in. */
export function sourceText(text: string, start: Routine['definition']['place']): SourceText {
  return {
    text,
    place: (offset) => {
      const before = text.slice(0, offset);
      const newlines = before.split('\n').length - 1;
      const column = newlines === 0 ? start.column + offset : offset - before.lastIndexOf('\n');
      return { file: start.file, line: start.line + newlines, column, offset: start.offset + offset };
    },
  };
}
