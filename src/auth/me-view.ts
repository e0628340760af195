import type { z } from 'zod';
import type { User } from '../users/user.entity.js';
import type { meSchema } from './auth-schemas.js';

/** The account of whoever asks, as the API shows it. */
export function meView(user: User, personalWorkspaceId: string): z.infer<typeof meSchema> {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    is_admin: user.isAdmin,
    personal_workspace_id: personalWorkspaceId,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
