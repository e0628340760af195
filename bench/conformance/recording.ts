/** The recorded answers of another server: scripts, batch by batch, with what came back. */
import { z } from 'zod';

const resultSchema = z.union([
  z.object({ types: z.array(z.string()), rows: z.array(z.array(z.string().nullable())) }),
  z.object({ row_count: z.number() }),
  z.object({ error: z.object({ code: z.number(), message: z.string() }) }),
]);

const scriptSchema = z.object({
  name: z.string(),
  area: z.string(),
  batches: z.array(
    z.object({
      sql: z.string(),
      results: z.array(resultSchema),
      /** The batch speaks to the recording server in its own language. */
      by_recorder: z.boolean().optional(),
    }),
  ),
});

export type RecordedResult = z.infer<typeof resultSchema>;
export type RecordedScript = z.infer<typeof scriptSchema>;
export type RecordedBatch = RecordedScript['batches'][number];

/** @param text one JSON of a script per line @throws ZodError */
export function parseRecording(text: string): RecordedScript[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => scriptSchema.parse(JSON.parse(line)));
}
