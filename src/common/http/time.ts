import { z } from 'zod';

/**
 * A moment that a client gives (RFC 3339), as a Date: PostgreSQL and JavaScript do not take the same texts (an offset of
 * +23:00, the year 0), and a Date is what both agree on.
 */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()), 'must be a time that exists');
