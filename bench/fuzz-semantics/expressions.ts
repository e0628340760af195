/** Random expressions and conditions over the columns at hand, by the grammar. */
import type { Family } from './column-types.js';
import { ANY_FORMS, CONSTANTS, FORMS, GROUPS, PREDICATE_FORMS, SIMPLEST, WORDS } from './expression-grammar.js';
import type { Random } from './random.js';
import { optional, type Piece, type Tree } from './tree.js';

/** A column that an expression may name. */
export interface Named {
  /** With its table: `a.c1`. */
  readonly text: string;
  readonly family: Family;
}

export const FAMILIES = Object.keys(FORMS) as readonly Family[]; // its type says which keys it has

const COLUMN_SHARE = 0.75;
/** Of compound expressions, those of any family: CASE, ISNULL and the like. */
const ANY_FORM_SHARE = 0.2;
const STOP_SHARE = 0.25;

export class Expressions {
  /** @param subquery makes a condition with a query in it; null where none may stand */
  constructor(
    private readonly random: Random,
    private readonly columns: readonly Named[],
    private readonly subquery: ((depth: number) => Tree | null) | null = null,
  ) {}

  value(family: Family, depth: number): Tree {
    const { random } = this;
    const simplest = SIMPLEST[family];
    if (depth <= 0 || random.chance(STOP_SHARE)) return { kind: 'value', pieces: [this.leaf(family)], simplest };
    const form = random.pick(random.chance(ANY_FORM_SHARE) ? ANY_FORMS : FORMS[family]);
    return { kind: 'value', pieces: this.filled(form, family, depth - 1), simplest };
  }

  predicate(depth: number): Tree {
    const { random } = this;
    if (depth > 0 && this.subquery && random.chance(0.15)) {
      const made = this.subquery(depth - 1);
      if (made) return made;
    }
    const simple = depth <= 0 ? PREDICATE_FORMS.filter((form) => !form.includes('{predicate}')) : PREDICATE_FORMS;
    return { kind: 'predicate', pieces: this.filled(random.pick(simple), 'int', depth - 1), simplest: ['1 = 1', '1 = 0'] }; // prettier-ignore
  }

  /** A family that columns at hand have, where there are any. */
  likelyFamily(): Family {
    const named = this.columns.map(({ family }) => family);
    return this.random.pick(named.length > 0 && this.random.chance(0.6) ? named : FAMILIES);
  }

  private leaf(family: Family): string {
    const own = this.columns.filter((column) => column.family === family);
    return own.length > 0 && this.random.chance(COLUMN_SHARE) ? this.random.pick(own).text : this.random.pick(CONSTANTS[family]); // prettier-ignore
  }

  private filled(form: string, own: Family, depth: number): Piece[] {
    return form.split(/(\{\w+\})/).flatMap((part): Piece[] => {
      if (part === '') return [];
      return part.startsWith('{') ? [this.place(part.slice(1, -1), own, depth)] : [part];
    });
  }

  private place(name: string, own: Family, depth: number): Piece {
    const words = WORDS[name];
    if (words) return this.random.pick(words);
    if (name === 'predicate') return this.predicate(depth);
    if (name === 'same') return this.value(own, depth);
    if (name === 'any') return this.value(this.likelyFamily(), depth);
    const group = GROUPS[name];
    if (group) return this.value(this.random.pick(group), depth);
    const family = FAMILIES.find((known) => known === name);
    if (!family) throw new Error(`the grammar has no place {${name}}`);
    return this.value(family, depth);
  }
}

/** `AS name` behind a value. */
export const named = (value: Tree, name: string): Tree => ({ kind: 'fixed', pieces: [value, ` AS ${name}`] });

/** `WHERE ...` that may be left out. */
export const clause = (word: string, ...pieces: readonly Piece[]): Tree => optional(` ${word} `, ...pieces);
