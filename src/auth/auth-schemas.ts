import { z } from 'zod';
import { pageQuery, pageSchema } from '../common/http/page.js';
import { lineOfText } from '../common/http/text.js';
import { idPattern } from '../common/ids.js';
import { givenPasswordSchema, newPasswordSchema } from './passwords.js';

const EMAIL_LENGTH_MAX = 254;
const NAME_LENGTH_MAX = 200;
const REFRESH_TOKEN_LENGTH_MAX = 200;

export const nameSchema = lineOfText(NAME_LENGTH_MAX).describe('How the person is called.');
export const emailSchema = z
  .string()
  .trim()
  .max(EMAIL_LENGTH_MAX)
  .regex(z.regexes.email, 'must be an e-mail address')
  .describe('Address of the account; its case makes no difference.');

/** An address that is tried: only bounded, and without what PostgreSQL cannot look up. */
const givenEmailSchema = z
  .string()
  .min(1)
  .max(EMAIL_LENGTH_MAX)
  .regex(/^[^\0]*$/, 'must not contain a NUL character')
  .describe('Address of the account; its case makes no difference.');

export const registerSchema = z
  .strictObject({ email: emailSchema, password: newPasswordSchema, name: nameSchema })
  .meta({ id: 'Register' });
export const loginSchema = z
  .strictObject({ email: givenEmailSchema, password: givenPasswordSchema })
  .meta({ id: 'Login' });
export const refreshSchema = z
  .strictObject({ refresh_token: z.string().min(1).max(REFRESH_TOKEN_LENGTH_MAX) })
  .meta({ id: 'Refresh' });
export const updateMeSchema = z.strictObject({ name: nameSchema }).meta({ id: 'UpdateMe' });
export const changePasswordSchema = z
  .strictObject({ current_password: givenPasswordSchema, new_password: newPasswordSchema })
  .meta({ id: 'ChangePassword' });

export const tokensSchema = z
  .strictObject({
    access_token: z.string().describe('For `Authorization: Bearer`.'),
    token_type: z.literal('Bearer'),
    expires_in: z.number().int().describe('Seconds until the access token ends.'),
    refresh_token: z.string().describe('For the next access token; used once.'),
  })
  .meta({ id: 'Tokens' });
export type TokensView = z.infer<typeof tokensSchema>;

const time = z.iso.datetime();

export const meSchema = z
  .strictObject({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    is_admin: z.boolean().describe('Admin of the service as a whole.'),
    personal_workspace_id: z.string(),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Me' });

export const sessionSchema = z
  .strictObject({
    id: z.string(),
    user_agent: z.string(),
    ip: z.string(),
    is_current: z.boolean().describe('The session of this very request.'),
    created_at: time,
    last_used_at: time,
    expires_at: time,
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionSchema>;
export const sessionPageSchema = pageSchema('SessionPage', sessionSchema);
export const sessionListQuery = z.strictObject(pageQuery);
export const sessionPath = z.strictObject({ id: z.string().regex(idPattern('ses')).describe('Id of the session.') });

export const TOKENS_EXAMPLE = {
  access_token: 'eyJhbGciOiJIUzI1NiJ9.e30.signature',
  token_type: 'Bearer',
  expires_in: 900,
  refresh_token: 'dmr_9vJk2mQ0',
} as const;
export const ME_EXAMPLE = {
  id: 'usr_01kar3v6mxw2t9y8n5h4c7d0ef',
  email: 'ada@example.com',
  name: 'Ada',
  is_admin: false,
  personal_workspace_id: 'wsp_01kar3v6mxw2t9y8n5h4c7d0eg',
  created_at: '2026-11-24T09:00:00.000Z',
  updated_at: '2026-11-24T09:00:00.000Z',
};
