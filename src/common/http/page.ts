/** Lists: opaque cursors, `{data, next_cursor, has_more}`, `Link: rel="next"`. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Problem } from './problem.js';

export const LIMIT_DEFAULT = 50;
export const LIMIT_MAX = 200;
const CURSOR_LENGTH_MAX = 1024;
const SIGNATURE_BYTES = 12;

/** Query fields of every list; a list's own query schema spreads them. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT).describe('Items in a page, at most.'),
  cursor: z.string().max(CURSOR_LENGTH_MAX).optional().describe('`next_cursor` of the page before; opaque.'),
};

/** Schema of a page. `name` is the component's: `MigrationPage`. */
export function pageSchema<S extends z.ZodType>(name: string, item: S) {
  return z
    .strictObject({ data: z.array(item), next_cursor: z.string().nullable(), has_more: z.boolean() })
    .meta({ id: name });
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
  readonly has_more: boolean;
}

/** Makes and reads cursors. They are signed for a workspace and a list with its filters, so that a made-up or borrowed one is refused. */
export class Cursors {
  constructor(private readonly secret: Buffer) {}

  /** @param after sort key of the last item of the page, as the list reads it back */
  seal(list: string, workspaceId: string, after: readonly string[]): string {
    const body = Buffer.from(JSON.stringify(after));
    return Buffer.concat([this.sign(list, workspaceId, body), body]).toString('base64url');
  }

  /** @returns the sort key, null without a cursor. @throws Problem `invalid_cursor` */
  open(list: string, workspaceId: string, cursor: string | undefined): readonly string[] | null {
    if (cursor === undefined) return null;
    const bytes = Buffer.from(cursor, 'base64url');
    const body = bytes.subarray(SIGNATURE_BYTES);
    const isOurs =
      bytes.length > SIGNATURE_BYTES &&
      bytes.toString('base64url') === cursor &&
      timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), this.sign(list, workspaceId, body));
    if (!isOurs) throw new Problem('invalid_cursor');
    return z.array(z.string()).parse(JSON.parse(body.toString()));
  }

  /** A page of rows that were asked for one more than `limit`. */
  page<T>(
    list: string,
    workspaceId: string,
    rows: readonly T[],
    limit: number,
    keyOf: (row: T) => readonly string[],
  ): Page<T> {
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { data, next_cursor: hasMore ? this.seal(list, workspaceId, keyOf(last)) : null, has_more: hasMore };
  }

  private sign(list: string, workspaceId: string, body: Buffer): Buffer {
    return createHmac('sha256', this.secret)
      .update(`${list}\n${workspaceId}\n`)
      .update(body)
      .digest()
      .subarray(0, SIGNATURE_BYTES);
  }
}

/** The address of the next page: the one that was asked, with the new cursor. For `Link` (RFC 8288). */
export function nextLink(url: string, cursor: string | null): string | null {
  if (cursor === null) return null;
  const next = new URL(url, 'http://localhost');
  next.searchParams.set('cursor', cursor);
  return `<${next.pathname}${next.search}>; rel="next"`;
}
