import { z } from 'zod';
import { emailSchema, nameSchema } from '../auth/auth-schemas.js';
import { newPasswordSchema } from '../auth/passwords.js';
import { pageQuery, pageSchema } from '../common/http/page.js';
import { idPattern } from '../common/ids.js';
import type { User } from './user.entity.js';

const time = z.iso.datetime();

export const userSchema = z
  .strictObject({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    is_admin: z.boolean().describe('Admin of the service as a whole.'),
    is_disabled: z.boolean().describe('A disabled account cannot log in, and its keys do not work.'),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof userSchema>;
export const userPageSchema = pageSchema('UserPage', userSchema);
export const userListQuery = z.strictObject(pageQuery);
export const userPath = z.strictObject({ id: z.string().regex(idPattern('usr')).describe('Id of the account.') });

export const createUserSchema = z
  .strictObject({
    email: emailSchema,
    password: newPasswordSchema,
    name: nameSchema,
    is_admin: z.boolean().default(false),
  })
  .meta({ id: 'CreateUser' });
export const updateUserSchema = z
  .strictObject({ name: nameSchema.optional(), is_admin: z.boolean().optional(), is_disabled: z.boolean().optional() })
  .refine((changes) => Object.keys(changes).length > 0, 'must change something')
  .meta({ id: 'UpdateUser' });

export const USER_EXAMPLE: UserView = {
  id: 'usr_01kar3v6mxw2t9y8n5h4c7d0ef',
  email: 'ada@example.com',
  name: 'Ada',
  is_admin: false,
  is_disabled: false,
  created_at: '2026-11-24T09:00:00.000Z',
  updated_at: '2026-11-24T09:00:00.000Z',
};

export function userView(user: User): UserView {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    is_admin: user.isAdmin,
    is_disabled: user.disabledAt !== null,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
