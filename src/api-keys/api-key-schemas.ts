/** Bodies and answers of API keys. */
import { z } from 'zod';
import { pageQuery, pageSchema } from '../common/http/page.js';
import { SCOPES } from '../common/http/principal.js';
import { lineOfText } from '../common/http/text.js';
import { idPattern } from '../common/ids.js';

const NAME_LENGTH_MAX = 100;
const DAY_S = 24 * 60 * 60;
const EXPIRY_DEFAULT_DAYS = 90;
const EXPIRY_MAX_DAYS = 366;
const OVERLAP_MAX_S = 7 * DAY_S;

const id = z.string().regex(idPattern('key'));
const name = lineOfText(NAME_LENGTH_MAX).describe('What the key is for.');
const scopes = z
  .array(z.enum(SCOPES))
  .min(1)
  .max(SCOPES.length)
  .refine((list) => new Set(list).size === list.length, 'must not name a scope twice')
  .meta({ uniqueItems: true })
  .describe('What the key may do, within what its user may do.');

export const apiKeyPath = z.strictObject({ id: id.describe('Id of the key (not the key itself).') });
export const apiKeyListQuery = z.strictObject(pageQuery);

export const createApiKeySchema = z
  .strictObject({
    name,
    scopes,
    expires_in_days: z
      .int()
      .min(1)
      .max(EXPIRY_MAX_DAYS)
      .default(EXPIRY_DEFAULT_DAYS)
      .describe('A key without end is not made.'),
  })
  .meta({ id: 'CreateApiKey' });
export const updateApiKeySchema = z
  .strictObject({ name: name.optional(), scopes: scopes.optional() })
  .refine((body) => Object.keys(body).length > 0, 'must change something')
  .meta({ id: 'UpdateApiKey', minProperties: 1 });
export const rollApiKeySchema = z
  .strictObject({
    overlap_seconds: z
      .int()
      .min(0)
      .max(OVERLAP_MAX_S)
      .default(DAY_S)
      .describe('How long the old key goes on working, at most until it expires anyway.'),
  })
  .meta({ id: 'RollApiKey' });

const time = z.iso.datetime();

const fields = {
  id,
  name: z.string(),
  prefix: z.string().describe("The key's first 12 characters."),
  last4: z.string().describe("The key's last 4 characters."),
  scopes: z.array(z.enum(SCOPES)),
  status: z
    .enum(['active', 'rolled', 'expired', 'revoked'])
    .describe('`rolled`: it still works, until it expires, and another has taken its place.'),
  expires_at: time,
  last_used_at: time.nullable().describe('Exact to a minute.'),
  revoked_at: time.nullable(),
  replaced_by: id.nullable().describe('The key that this one was rolled into.'),
  workspace_id: z.string().regex(idPattern('wsp')),
  created_by: z.string().regex(idPattern('usr')).describe('Whose key it is: it acts in their name.'),
  created_at: time,
  updated_at: time,
};
export const apiKeySchema = z.strictObject(fields).meta({ id: 'ApiKey' });
export const newApiKeySchema = z
  .strictObject({ ...fields, key: z.string().describe('The key itself. Shown this once; only a hash of it is kept.') })
  .meta({ id: 'NewApiKey' });
export const apiKeyPageSchema = pageSchema('ApiKeyPage', apiKeySchema);
export type ApiKeyView = z.infer<typeof apiKeySchema>;

export const API_KEY_EXAMPLE: ApiKeyView = {
  id: 'key_01kats2m9zq3v5x7b8c9d0e1f2',
  name: 'Nightly build',
  prefix: 'dmk_live_4fK',
  last4: 'x7Qa',
  scopes: ['migrations:read', 'migrations:write'],
  status: 'active',
  expires_at: '2026-04-01T00:00:00.000Z',
  last_used_at: null,
  revoked_at: null,
  replaced_by: null,
  workspace_id: 'wsp_01kats2m9zq3v5x7b8c9d0e1f2',
  created_by: 'usr_01kats2m9zq3v5x7b8c9d0e1f2',
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};
/** Not a key: a scanner for leaked ones must not find it. */
export const NEW_API_KEY_EXAMPLE = { ...API_KEY_EXAMPLE, key: 'dmk_live_4fK…x7Qa' };
