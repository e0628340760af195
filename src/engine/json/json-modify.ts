/** JSON_MODIFY on texts: what does not change stays as it was written. Source: Microsoft Learn, "JSON_MODIFY (Transact-SQL)". */
import { NotInEngine, SqlError } from '../errors.js';
import { child, locate, pathNotFound, type JsonPath, type PathStep } from './json-path.js';
import { escapeJson } from './json-write.js';
import type { JsonNode } from './json-text.js';
import { isContainer } from './json-text.js';

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands between parts is documented only where nothing does. */
function requireTight(between: string): void {
  if (/\s/.test(between))
    throw new NotInEngine('ENGINE-JSON-BLANKS', 'JSON_MODIFY where blanks stand beside the change');
}

/** One more part at the end of an object or array. */
function appended(text: string, container: JsonNode, part: string): Splice {
  const inner = text.slice(container.start + 1, container.end - 1);
  requireTight(/\s*$/.exec(inner)?.[0] ?? '');
  return { start: container.end - 1, end: container.end - 1, text: inner === '' ? part : `,${part}` };
}

/** A member of an object goes, with one comma. */
function removed(text: string, parent: JsonNode, key: string): Splice {
  if (parent.kind !== 'object') throw new RangeError('no member of this');
  const at = parent.members.findIndex((member) => member.key === key);
  const member = parent.members[at];
  if (!member) throw new RangeError('no such member');
  const next = parent.members[at + 1];
  const previous = parent.members[at - 1];
  const start = next || !previous ? member.start : previous.value.end;
  const end = next ? next.start : member.value.end;
  requireTight(text.slice(member.value.end, end) + text.slice(start, member.start));
  requireTight(next ? '' : text.slice(end, parent.end - 1));
  if (!previous) requireTight(text.slice(parent.start + 1, member.start));
  return { start, end, text: '' };
}

/** What is put where nothing is: only as a member of an object that is there. */
function inserted(text: string, parent: JsonNode | null, last: PathStep, value: string | null): Splice | null {
  if (value === null || parent?.kind !== 'object' || !('key' in last)) return null;
  return appended(text, parent, `"${escapeJson(last.key)}":${value}`);
}

function append(text: string, { isStrict, steps }: JsonPath, root: JsonNode, value: string | null): Splice | null {
  const target = locate(root, steps);
  if (target?.kind === 'array') return appended(text, target, value ?? 'null');
  if (target) {
    if (isStrict) throw new SqlError(13621, 'Array cannot be found in the specified JSON path.');
    return null;
  }
  if (isStrict) throw pathNotFound();
  const last = steps.at(-1);
  return last ? inserted(text, locate(root, steps.slice(0, -1)), last, value === null ? null : `[${value}]`) : null;
}

/** Null where nothing changes. */
function change(text: string, path: JsonPath, root: JsonNode, value: string | null): Splice | null {
  if (path.isAppend) return append(text, path, root, value);
  const last = path.steps.at(-1);
  if (!last) throw new SqlError(13619, 'Unsupported JSON path found in argument 2 of JSON_MODIFY.');
  const parent = locate(root, path.steps.slice(0, -1));
  const target = parent && child(parent, last);
  if (!parent || !target) {
    if (path.isStrict) throw pathNotFound();
    return inserted(text, parent, last, value);
  }
  const isRemoval = value === null && !path.isStrict && 'key' in last;
  if (isRemoval) return removed(text, parent, last.key);
  return { start: target.start, end: target.end, text: value ?? 'null' };
}

/** @param value as JSON; null for a NULL: lax takes the property away, strict sets it to null */
export function modifyJson(text: string, root: JsonNode, path: JsonPath, value: string | null): string {
  if (!isContainer(root)) throw new NotInEngine('ENGINE-JSON-SCALAR', 'JSON_MODIFY of a scalar');
  const splice = change(text, path, root, value);
  return splice ? text.slice(0, splice.start) + splice.text + text.slice(splice.end) : text;
}
