/** What the worker and the child process of a run say to each other. The worker believes nothing of it before it was parsed. */
import { z } from 'zod';
import { migrationOptionsSchema } from '../agents/options.js';
import {
  STATE_BYTES_MAX,
  storedCheckpointSchema,
  storedWritesSchema,
  type StoredState,
} from '../runs/stored-checkpoint.js';
import { RUN_PHASES } from '../runs/run-states.js';

const count = z.number().int().nonnegative();
const code = z.string().max(100);
const text = z.string().max(10_000);

/** From the child. Everything but `progress` is answered with `Acknowledged` once it is written. */
export const childMessageSchema = z.discriminatedUnion('type', [
  /** An agent is about to work. */
  z.strictObject({ type: z.literal('step'), id: count, agent: code, phase: z.enum(RUN_PHASES) }),
  z.strictObject({ type: z.literal('step_done'), id: count }),
  z.strictObject({
    type: z.literal('progress'),
    id: count,
    /** Of the agent at work. */
    step: z.strictObject({ done: count, total: count }),
    /** Of the whole run. */
    run: z.strictObject({ done: count, total: count }),
  }),
  z.strictObject({ type: z.literal('checkpoint'), id: count, checkpoint: storedCheckpointSchema }),
  z.strictObject({ type: z.literal('writes'), id: count, writes: storedWritesSchema }),
  /** The results lie in the work folder. */
  z.strictObject({ type: z.literal('done'), id: count, successRate: z.number().min(0).max(1), provedRate: z.number().min(0).max(1) }), // prettier-ignore
  z.strictObject({ type: z.literal('failed'), id: count, code, message: text, internal: text }),
]);
export type ChildMessage = z.infer<typeof childMessageSchema>;

/** A checkpoint or its writes, as JSON: more than a state may be is a fault of ours, found before it is stored. */
export function isSmallEnough(message: ChildMessage): boolean {
  if (message.type !== 'checkpoint' && message.type !== 'writes') return true;
  return JSON.stringify(message).length <= STATE_BYTES_MAX;
}

/** What the child needs to begin. It finds the rest in its work folder. */
export interface StartMessage {
  readonly type: 'start';
  readonly runId: string;
  readonly workFolder: string;
  /** Names the project; made from the migration's name. */
  readonly sourceName: string;
  readonly inputs: RunInputs;
  readonly options: z.infer<typeof migrationOptionsSchema>;
  /** Texts of models that a person wrote, by model name: they stand instead of the compiler's. */
  readonly edits: Readonly<Record<string, string>>;
  readonly state: StoredState;
}

/** Files below `inputs/` of the work folder, in the order given; or one catalog. */
export type RunInputs =
  | { readonly kind: 'scripts'; readonly scripts: readonly string[]; readonly tables: readonly string[] }
  | { readonly kind: 'metadata'; readonly file: string; readonly tables: readonly string[] };

export interface Acknowledged {
  readonly type: 'ack';
  readonly id: number;
}

export type ParentMessage = StartMessage | Acknowledged;
