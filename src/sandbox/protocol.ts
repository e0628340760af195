import { z } from 'zod';
import { LIMITED_RESOURCES, SANDBOX_ERROR_CODES } from './sandbox-error.js';

/**
 * The messages between the parent and the child, JSON in length-prefixed frames.
 * Every request carries an id, is answered once with the same id, and only one is under way at a time.
 * The child trusts its parent; the parent checks whatever the child says.
 */

/** Values that pass through JSON unchanged. Exact numbers, dates and binary travel as DuckDB's text for them. */
export type SqlValue = null | boolean | number | string;
/** A value of a result: as {@link SqlValue}, and lists, structs and intervals as JSON. */
export type ResultValue = SqlValue | ResultValue[] | { [key: string]: ResultValue };

const sqlValue = z.union([z.null(), z.boolean(), z.number(), z.string()]);
const tableName = z.object({ schema: z.string().optional(), table: z.string() });

/** A table by its unquoted names; the schema is `main` when left out. */
export type TableName = z.infer<typeof tableName>;

/** Tests only: takes one of the two walls around SQL away, to show that the other one holds by itself. */
const walls = z.object({ allowList: z.boolean(), locks: z.boolean() });
export type SandboxWalls = z.infer<typeof walls>;

export const childRequest = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('open'),
    databasePath: z.string(),
    memoryMb: z.number(),
    threads: z.number(),
    resultMb: z.number(),
    walls,
  }),
  z.object({
    op: z.literal('run'),
    sql: z.string(),
    params: z.array(sqlValue),
    rowLimit: z.number(),
    timeoutMs: z.number(),
  }),
  z.object({ op: z.literal('exec'), statements: z.array(z.string()), timeoutMs: z.number() }),
  z.object({
    op: z.literal('load'),
    table: tableName,
    columns: z.array(z.string()),
    // Checked cell by cell where the rows are appended: a schema would walk a large batch twice.
    rows: z.array(z.custom<readonly unknown[]>(Array.isArray)),
  }),
  z.object({ op: z.literal('checkpoint') }),
  z.object({ op: z.literal('call'), handler: z.string(), payload: z.unknown() }),
  z.object({ op: z.literal('close') }),
]);
export type ChildRequest = z.infer<typeof childRequest>;
export const requestEnvelope = z.object({ id: z.number(), request: childRequest });

const childFailure = z.object({
  code: z.enum(SANDBOX_ERROR_CODES),
  publicText: z.string(),
  internalText: z.string().optional(),
  resource: z.enum(LIMITED_RESOURCES).optional(),
  statementIndex: z.number().optional(),
});

export const childReply = z.discriminatedUnion('ok', [
  z.object({ id: z.number(), ok: z.literal(true), result: z.unknown() }),
  z.object({ id: z.number(), ok: z.literal(false), error: childFailure }),
]);

const resultColumn = z.object({ name: z.string(), type: z.string() });
/** A column of a result: its name and its DuckDB type as DuckDB writes it, `DECIMAL(19,4)`. */
export type ResultColumn = z.infer<typeof resultColumn>;

/** The rows come out of `JSON.parse`, so they hold JSON; what is left to check is that they form a table. */
export const runResult = z
  .object({
    columns: z.array(resultColumn),
    rows: z.array(z.custom<ResultValue[]>(Array.isArray)),
    truncated: z.boolean(),
    rowsChanged: z.number(),
  })
  .refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), 'ragged rows');
export type RunResult = z.infer<typeof runResult>;
