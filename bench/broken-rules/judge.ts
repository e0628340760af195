/** What the proof says when a rule is broken. */
import type { Break } from './break.js';
import type { Ground } from './ground.js';
import { harmlessBecause } from './harmless.js';

export interface Verdict {
  readonly name: string;
  /** Proved views whose SQL the break changes. */
  readonly uses: number;
  /** `database view`: still equal. Each would be a false `proved`. */
  readonly survivors: readonly string[];
  /** `database view: reason`: equal, as the change has no meaning there. */
  readonly harmless: readonly string[];
}

export async function judgeBreak({ name, changes }: Break, grounds: readonly Ground[]): Promise<Verdict> {
  const survivors: string[] = [];
  const harmless: string[] = [];
  let uses = 0;
  for (const ground of grounds) {
    const broken = ground.compiled(changes);
    for (const proved of ground.proved) {
      const [before, after] = [ground.whole.get(proved.model.model), broken.get(proved.model.model)];
      if (before === after) continue;
      uses += 1;
      if (typeof after !== 'string' || !(await ground.isEqual(proved, after))) continue;
      const label = `${ground.name} ${proved.model.object}`;
      const reason = harmlessBecause(name, { view: proved, before: before ?? '', after }, ground.catalog);
      if (reason === null) survivors.push(label);
      else harmless.push(`${label}: ${reason}`);
    }
  }
  return { name, uses, survivors, harmless };
}
