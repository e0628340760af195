/** Differences that are right by SQL Server's documentation: reviewed, each with its page. */
import { z } from 'zod';

const explainedSchema = z.array(
  z.object({
    /** `area/script#place` */
    batches: z.array(z.string()).min(1),
    /** Why SQL Server answers as the engine does. */
    why: z.string(),
    page: z.string().regex(/^https:\/\/learn\.microsoft\.com\//),
  }),
);

/** Ids of batches. */
export type Explained = ReadonlySet<string>;

/** @throws ZodError for an entry without its page */
export const parseExplained = (text: string): Explained =>
  new Set(explainedSchema.parse(JSON.parse(text)).flatMap(({ batches }) => batches));
