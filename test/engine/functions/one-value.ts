/** One expression asked of the engine: its text, its type, or what stopped it. */
import { ask, bound, failure } from '../queries/ask.js';

/** The text of the value; `error 8134` or the code of what is lacking where there is none. */
export function valueOf(expression: string): string | null {
  const answer = failure(`SELECT ${expression}`);
  if (Array.isArray(answer)) return ask(`SELECT ${expression}`)[0]?.[0] ?? null;
  return typeof answer === 'number' ? `error ${answer}` : String(answer);
}

/** `decimal(5,2)`, `varchar(max)`, `int` */
export function typeOf(expression: string): string {
  const type = bound(`SELECT ${expression}`).columns[0]?.type;
  if (!type) throw new Error(expression);
  const facets = [type.length, type.precision, type.scale].filter((facet) => facet !== undefined);
  return facets.length > 0 ? `${type.base}(${facets.join(',')})` : type.base;
}

export type Vector = readonly [expression: string, expected: string | null, page: string];
