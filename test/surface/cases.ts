/** One call of an operation, and what must come of it. */
import { PROBLEM_TYPES, type ProblemCode } from '../../src/common/http/problem-types.js';
import type { Answer, Question } from './ask.js';
import type { Storage } from './storages.js';

/** What earlier cases left for later ones, by name, on one server. */
export class World {
  private readonly kept = new Map<string, string>();

  constructor(readonly storage: Storage) {}

  /** @throws when the case that keeps it did not come so far */
  get(name: string): string {
    const value = this.kept.get(name);
    if (value === undefined) throw new Error(`no earlier case kept ${name}`);
    return value;
  }

  keep(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) this.kept.set(name, value);
  }
}

export interface Case {
  readonly operation: string;
  readonly status: number;
  /** Of a problem. */
  readonly code?: ProblemCode;
  readonly question: (get: (name: string) => string, world: World) => Question | Promise<Question>;
  /** Members that the body must have, as `toMatchObject` compares. */
  readonly shows?: object;
  /** What the text must hold, where it is not JSON. */
  readonly reads?: RegExp;
  /** @returns what later cases need */
  readonly keep?: (answer: Answer) => Readonly<Record<string, string>>;
}

type More = Pick<Case, 'shows' | 'reads' | 'keep'>;

/** A call that is taken. */
export const happy = (operation: string, status: number, question: Case['question'], more: More = {}): Case => ({
  operation,
  status,
  question,
  ...more,
});

/** A call that is refused with a problem document. */
export const unhappy = (operation: string, code: ProblemCode, question: Case['question']): Case => ({
  operation,
  status: PROBLEM_TYPES[code].status,
  code,
  question,
  shows: { code, status: PROBLEM_TYPES[code].status, type: `/problems#${code}` },
});

export const etagOf = ({ headers }: Answer): string => headers.get('etag') ?? '';

/** Changes whatever is there. */
export const ANY = { 'if-match': '*' };
/** The version of nothing. */
export const STALE = { 'if-match': '"stale"' };
