/** What the audit log answers, and how it is asked. */
import { z } from 'zod';
import { pageQuery, pageSchema } from '../common/http/page.js';
import { instant } from '../common/http/time.js';
import { idPattern } from '../common/ids.js';

const nullableText = z.string().nullable();

export const auditQuery = z.strictObject({
  ...pageQuery,
  action: z
    .string()
    .regex(/^[a-z_]{1,40}(\.[a-z_]{1,40})?$/)
    .optional()
    .describe('`api_key.roll`, or all of one kind: `api_key`.'),
  user_id: z.string().regex(idPattern('usr')).optional().describe('Who did it.'),
  from: instant.optional().describe('Not before this time.'),
  to: instant.optional().describe('Before this time.'),
  all: z
    .enum(['true', 'false'])
    .default('false')
    .describe('All workspaces, and what belongs to none, such as logins: for admins of the service.'),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditEntrySchema = z
  .strictObject({
    id: z.string().regex(idPattern('aud')),
    workspace_id: nullableText,
    user_id: nullableText.describe('Who did it; null when nobody was logged in.'),
    api_key_id: nullableText.describe('The key that was used, when it was one.'),
    action: z.string().describe('`resource.verb`.'),
    target_type: nullableText,
    target_id: nullableText,
    outcome: z.enum(['success', 'failure']),
    request_id: z.string(),
    ip: z.string().describe('Where the request came from.'),
    details: z.record(z.string(), z.unknown()).describe('Facts of the change; never a secret.'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'AuditEntry' });
export const auditPageSchema = pageSchema('AuditPage', auditEntrySchema);
export type AuditEntryView = z.infer<typeof auditEntrySchema>;
