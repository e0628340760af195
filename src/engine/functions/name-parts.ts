/** Names of several parts as texts: `[a].b`. */
const NAME_PART = /(?:\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.[\]"]*))(\.|$)/y;

/** Parts of an object's name, the last first; null for what is no name. */
export function partsOfName(text: string): string[] | null {
  const parts: string[] = [];
  for (let at = 0; ;) {
    NAME_PART.lastIndex = at;
    const found = NAME_PART.exec(text);
    if (!found) return null;
    const [whole, bracketed, doubled, plain = '', stop] = found;
    parts.unshift(bracketed?.replaceAll(']]', ']') ?? doubled?.replaceAll('""', '"') ?? plain);
    if (stop === '') return parts;
    at += whole.length;
  }
}
