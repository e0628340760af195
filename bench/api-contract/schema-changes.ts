import { isDeepStrictEqual } from 'node:util';
import { changeAt, type Change } from './change.js';
import { isAnnotation, isObject, type DocumentNode } from './document-node.js';
import { isJudged, keywordChanges, type Direction } from './keywords.js';

/** Deeper than this nobody writes: `anyOf` in `anyOf` without an end. */
const maxDepth = 16;
/** Schemas inside a schema, beside its properties; where one is not written everything is allowed. */
const innerKeywords = ['items', 'propertyNames', 'additionalProperties'];

/** Compares the schemas of one direction, every pair of places once: schemas that contain themselves end there. */
export class SchemaComparison {
  private readonly known = new Map<string, Change[]>();

  constructor(private readonly direction: Direction) {}

  /** @returns what breaks between the two, and between what they contain */
  changes(before: DocumentNode, after: DocumentNode): Change[] {
    const pair = `${before.pointer} ${after.pointer}`;
    const known = this.known.get(pair);
    if (known) return known;
    this.known.set(pair, []); // the pair inside itself: holds if all the rest does
    const found = this.compare(before, after);
    this.known.set(pair, found);
    return found;
  }

  /**
   * A schema is a list of alternatives. All that were accepted must be accepted by one of the present ones, and all that are sent must be what one
   * of the earlier ones allowed: the one with the fewest changes is taken for what the author meant.
   */
  private compare(before: DocumentNode, after: DocumentNode): Change[] {
    const [old, now] = [alternativesOf(before), alternativesOf(after)];
    const isRequest = this.direction === 'request';
    const [given, allowed] = isRequest ? [old, now] : [now, old];
    return given.flatMap((one) => {
      const candidates = allowed.filter((other) => fitsType(one, other));
      if (!candidates.length) return [typeChange(this.direction, after, old, now)];
      return fewest(
        candidates.map((other) => (isRequest ? this.alternative(one, other) : this.alternative(other, one))),
      );
    });
  }

  private alternative(before: DocumentNode, after: DocumentNode): Change[] {
    if (allowsAll(this.direction === 'request' ? after : before)) return [];
    return [
      ...keywordChanges(this.direction, before, after),
      ...this.propertyChanges(before, after),
      ...this.innerChanges(before, after),
      ...unjudgedChanges(before, after),
    ];
  }

  private propertyChanges(before: DocumentNode, after: DocumentNode): Change[] {
    const [old, now] = [membersOf(before), membersOf(after)];
    const removed = `${this.direction}-field-removed` as const;
    const inBoth = [...old].flatMap(([name, field]) => {
      const present = now.get(name);
      return present ? this.changes(field, present) : [changeAt(field, removed, `no field ${name}`)];
    });
    return [...inBoth, ...(this.direction === 'request' ? newlyRequired(before, after) : nowOptional(before, after))];
  }

  private innerChanges(before: DocumentNode, after: DocumentNode): Change[] {
    return innerKeywords.flatMap((keyword) => {
      const [old, now] = [before.at(keyword), after.at(keyword)];
      if (!old && !now) return [];
      // A response may have more fields than its schema named: the document says that objects may grow.
      if (keyword === 'additionalProperties' && this.direction === 'response' && old?.value === false) return [];
      return this.changes(old ?? before.absent(keyword, true), now ?? after.absent(keyword, true));
    });
  }
}

const membersOf = (schema: DocumentNode): Map<string, DocumentNode> => schema.at('properties')?.members() ?? new Map();

function newlyRequired(before: DocumentNode, after: DocumentNode): Change[] {
  const old = requiredOf(before);
  const place = (name: string): DocumentNode => after.at('properties', name) ?? after;
  return requiredOf(after)
    .filter((name) => !old.includes(name))
    .map((name) => changeAt(place(name), 'request-field-required', `the field ${name} is required now`));
}

function nowOptional(before: DocumentNode, after: DocumentNode): Change[] {
  const [now, fields] = [requiredOf(after), membersOf(after)];
  return requiredOf(before).flatMap((name) => {
    const field = fields.get(name);
    if (!field || now.includes(name)) return []; // a field that is gone is told of as such
    return [changeAt(field, 'response-field-optional', `the field ${name} may be missing now`)];
  });
}

function requiredOf(schema: DocumentNode): string[] {
  const names = schema.raw('required');
  return Array.isArray(names) ? names.map(String) : [];
}

/** Two schemas that differ in a keyword without a rule: told rather than passed over. */
function unjudgedChanges(before: DocumentNode, after: DocumentNode): Change[] {
  const keywords = new Set([before, after].flatMap(({ value }) => (isObject(value) ? Object.keys(value) : [])));
  return [...keywords]
    .filter((keyword) => !isJudged(keyword) && !isAnnotation(keyword))
    .filter((keyword) => !isDeepStrictEqual(before.raw(keyword), after.raw(keyword)))
    .map((keyword) => changeAt(after, 'keyword-unjudged', `${keyword} is not the same`));
}

/** @returns the schema as a list of those of which a value has to match one; none for `false`, which nothing matches */
function alternativesOf(schema: DocumentNode, depth = 0): DocumentNode[] {
  if (depth > maxDepth) throw new Error(`${schema.document}#${schema.pointer}: more than ${maxDepth} levels of anyOf`);
  const { value } = schema;
  if (value === false) return [];
  if (!isObject(value)) return [schema.as({})];
  for (const keyword of ['anyOf', 'oneOf']) {
    if (!Array.isArray(value[keyword])) continue;
    const { [keyword]: _, ...beside } = value;
    const choices = schema.at(keyword)?.items() ?? [];
    return choices.flatMap((choice) => alternativesOf(withKeywords(choice, beside), depth + 1));
  }
  const { type } = value;
  return Array.isArray(type) ? type.map((one: unknown) => schema.as({ ...value, type: one })) : [schema];
}

/** What stands beside `anyOf` holds for each choice. */
function withKeywords(choice: DocumentNode, beside: Readonly<Record<string, unknown>>): DocumentNode {
  return isObject(choice.value) ? choice.as({ ...beside, ...choice.value }) : choice;
}

const allowsAll = ({ value }: DocumentNode): boolean => isObject(value) && Object.keys(value).every(isAnnotation);

/** @returns whether every value of the first one's type is of the second one's */
function fitsType(one: DocumentNode, other: DocumentNode): boolean {
  const [type, wider] = [one.raw('type'), other.raw('type')];
  return wider === undefined || type === wider || (type === 'integer' && wider === 'number');
}

function typeChange(direction: Direction, place: DocumentNode, old: DocumentNode[], now: DocumentNode[]): Change {
  const rule = direction === 'request' ? 'request-type-narrowed' : 'response-type-widened';
  return changeAt(place, rule, `type was ${typesOf(old)}, is ${typesOf(now)}`);
}

const typesOf = (alternatives: readonly DocumentNode[]): string =>
  [...new Set(alternatives.map(typeName))].join(' or ') || 'nothing';

function typeName(schema: DocumentNode): string {
  const type = schema.raw('type');
  return typeof type === 'string' ? type : 'anything';
}

const fewest = (lists: readonly Change[][]): Change[] =>
  lists.reduce((best, list) => (list.length < best.length ? list : best));
