/** Cases from a seed, one set of tables after the other, until the time is over. */
import type { Engine } from '../../src/dbt/run/engine.js';
import { Arena } from './arena.js';
import type { EngineOutcome, TargetOutcome, Verdict } from './outcome.js';
import { randomQuery } from './queries.js';
import { Random } from './random.js';
import { type Sample, shrink } from './shrink.js';
import { randomTables, scriptOf } from './tables.js';
import { textOf, type Tree } from './tree.js';
import { judge } from './verdict.js';
import { randomViews, viewScript } from './views.js';

/** Of one case on one target. */
export interface Judged {
  readonly form: string;
  readonly target: Engine['target'];
  readonly verdict: Verdict;
}

export interface Disagreement {
  /** Seed of its table set: `--seed` of it alone begins with it. */
  readonly seed: number;
  readonly target: Engine['target'];
  readonly verdict: Verdict;
  readonly script: string;
  readonly query: string;
  readonly engine: EngineOutcome;
  readonly answer: TargetOutcome;
  /** As it was generated. */
  readonly original: string;
}

export interface FuzzOptions {
  readonly seed: number;
  readonly engines: readonly Engine[];
  /** Table sets at most. */
  readonly sets: number;
  /** Queries over one set of tables. */
  readonly casesPerSet: number;
  /** Disagreements alike are shrunk so often; the others are only counted. */
  readonly shrinksMax: number;
  readonly isOver: () => boolean;
  readonly onDisagreement: (found: Disagreement) => void;
}

const TRIES_MAX = 400;
/** Of queries, those that may read views. */
const VIEWS_SHARE = 0.3;

export async function fuzz(options: FuzzOptions): Promise<Judged[]> {
  const judged: Judged[] = [];
  const seen = new Map<string, number>();
  for (let set = 0; set < options.sets && !options.isOver(); set++) {
    const seed = options.seed + set;
    const random = new Random(seed);
    const tables = randomTables(random);
    const views = randomViews(random, tables);
    const queries = Array.from({ length: options.casesPerSet }, () => randomQuery(random, random.chance(VIEWS_SHARE) ? [...tables, ...views] : tables)); // prettier-ignore
    const script = scriptOf(tables);
    const arena = await Arena.open(script, options.engines, views.map(viewScript));
    const faults: { readonly tree: Tree; readonly engine: Engine; readonly verdict: Verdict }[] = [];
    for (const { form, tree } of queries) {
      if (options.isOver()) break;
      for (const { engine, verdict } of await judgeEverywhere(arena, textsOf({ tables, views, tree }))) {
        judged.push({ form, target: engine.target, verdict });
        if (verdict.kind === 'disagree') faults.push({ tree, engine, verdict });
      }
    }
    for (const { tree, engine, verdict } of faults) {
      const found = await smallest({ tables, views, tree }, engine, verdict);
      const kind = likeness(found);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      if ((seen.get(kind) ?? 0) <= options.shrinksMax) options.onDisagreement({ ...found, seed, original: textOf(tree) });
    }
  }
  return judged;
} // prettier-ignore

interface Texts {
  readonly script: string;
  readonly views: readonly string[];
  readonly query: string;
}

const textsOf = ({ tables, views, tree }: Sample): Texts => ({ script: scriptOf(tables), views: views.map(viewScript), query: textOf(tree) }); // prettier-ignore

/** Tables, views and query in one. */
const wholeOf = ({ script, views, query }: Texts): string => [script, ...views, query].join('\n');

async function judgeEverywhere(arena: Arena, texts: Texts): Promise<{ engine: Engine; verdict: Verdict }[]> {
  const { query } = texts;
  const answer = arena.engineAnswer(query);
  const verdicts: { engine: Engine; verdict: Verdict }[] = [];
  for (const engine of arena.engines)
    verdicts.push({ engine, verdict: judge(answer, await arena.targetAnswer(query, engine), wholeOf(texts)) });
  return verdicts;
}

/** What is alike in this is one fault most of the time: the functions, operators and types of the query, whatever they work on. */
function likeness({ query, verdict, target }: Omit<Disagreement, 'seed' | 'original'>): string {
  const words = query.replace(/'[^']*'/g, '').match(/[A-Za-z_]\w*(?=\()|[-+*/%&|^~<>=!]+|\b[A-Z]{2,}\b|\b[a-z]\w{2,}\b/g);
  const message = verdict.code === 'target error' ? verdict.detail.replace(/"[^"]*"|'[^']*'|\d+/g, '?') : '';
  return [target, verdict.code, message, ...new Set(words ?? [])].join(' ');
} // prettier-ignore

/** Samples that share their tables share an arena, so that queries shrink fast. */
async function smallest(sample: Sample, engine: Engine, verdict: Verdict): Promise<Omit<Disagreement, 'seed' | 'original'>> {
  let opened: { ground: string; arena: Arena } | null = null;
  const arenaOf = async (texts: Texts): Promise<Arena> => {
    const ground = wholeOf({ ...texts, query: '' });
    if (opened?.ground !== ground) opened = { ground, arena: await Arena.open(texts.script, [engine], texts.views) };
    return opened.arena;
  };
  const found = await shrink(sample, async (smaller) => {
    const texts = textsOf(smaller);
    const [judged] = await judgeEverywhere(await arenaOf(texts), texts);
    return judged?.verdict.kind === 'disagree' && judged.verdict.code === verdict.code;
  }, TRIES_MAX);
  const texts = textsOf(found);
  const { query } = texts;
  const arena = await arenaOf(texts);
  const [own, answer] = [arena.engineAnswer(query), await arena.targetAnswer(query, engine)];
  return { target: engine.target, verdict: judge(own, answer, wholeOf(texts)), script: [texts.script, ...texts.views].join('\nGO\n'), query, engine: own, answer };
} // prettier-ignore
