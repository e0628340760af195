/** Differences that are right by SQL Server's documentation: reviewed, each with its page. */
import { z } from 'zod';
import { RECORDED_FORMS, type RecordedForm } from './recorded-forms.js';
import type { Judged } from './compare.js';

// The names are the keys of the table.
const formNames = Object.keys(RECORDED_FORMS) as [RecordedForm, ...RecordedForm[]];

const entrySchema = z
  .strictObject({
    /** `area/script#4`, or several places of it: `area/script#4-7,12`. Left out: anywhere. */
    batches: z.array(z.string().regex(/^[^#]+#\d+(-\d+)?(,\d+(-\d+)?)*$/)).min(1).optional(), // prettier-ignore
    /** What the engine answers: `error 9810`, `rows`, `count`, `nothing`. Left out: anything. */
    given: z.string().regex(/^(error \d+|rows|count|nothing)$/).optional(), // prettier-ignore
    /** What was recorded, in the same words. */
    recorded: z.string().regex(/^(error \d+|rows|count|nothing)$/).optional(), // prettier-ignore
    /** The values are the same in a form that the recorder gives them. */
    form: z.enum(formNames).optional(),
    /** Why SQL Server answers as the engine does. */
    why: z.string(),
    page: z.string().regex(/^https:\/\/learn\.microsoft\.com\//),
  })
  .refine(({ batches, form }) => batches ?? form, { message: 'names its batches or its form' });

type Entry = Omit<z.infer<typeof entrySchema>, 'batches'> & { readonly ids: ReadonlySet<string> | null };

/** The reviewed list. */
export class Explained {
  private constructor(private readonly entries: readonly Entry[]) {}

  /** @throws ZodError for an entry without its page, or that would explain too much */
  static parse(text: string): Explained {
    const entries = z.array(entrySchema).parse(JSON.parse(text));
    return new Explained(entries.map(({ batches, ...rest }) => ({ ...rest, ids: batches ? new Set(batches.flatMap(idsOf)) : null }))); // prettier-ignore
  }

  get size(): number {
    return this.entries.length;
  }

  /** @param id `area/script#place` */
  explains(id: string, { given, recorded, sameIn }: Judged): boolean {
    return this.entries.some(
      (entry) =>
        (entry.ids === null || entry.ids.has(id)) &&
        (entry.given === undefined || entry.given === given) &&
        (entry.recorded === undefined || entry.recorded === recorded) &&
        (entry.form === undefined || sameIn?.includes(entry.form) === true),
    );
  }
}

function idsOf(pattern: string): string[] {
  const [script = '', places = ''] = pattern.split('#');
  return places.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, at) => `${script}#${from + at}`);
  });
}
