/** Bodies and answers of workspaces and their members. */
import { z } from 'zod';
import { pageQuery, pageSchema } from '../common/http/page.js';
import { roleSchema } from '../common/http/principal.js';
import { lineOfText } from '../common/http/text.js';
import { idPattern } from '../common/ids.js';

const NAME_LENGTH_MAX = 100;
const EMAIL_LENGTH_MAX = 254;

const workspaceId = z.string().regex(idPattern('wsp'));
const userId = z.string().regex(idPattern('usr'));
const name = lineOfText(NAME_LENGTH_MAX).describe('Shown to people; need not be unique.');

export const workspacePath = z.strictObject({ id: workspaceId.describe('Id of the workspace.') });
export const memberPath = z.strictObject({
  id: workspaceId.describe('Id of the workspace.'),
  user_id: userId.describe('Id of the member.'),
});
export const workspaceListQuery = z.strictObject(pageQuery);

export const createWorkspaceSchema = z.strictObject({ name }).meta({ id: 'CreateWorkspace' });
export const updateWorkspaceSchema = z.strictObject({ name }).meta({ id: 'UpdateWorkspace' });
export const addMemberSchema = z
  .strictObject({
    email: z
      .string()
      .max(EMAIL_LENGTH_MAX)
      .regex(z.regexes.email, 'must be an e-mail address')
      .describe('Of an account that exists.'),
    role: roleSchema.describe('What they may do here.'),
  })
  .meta({ id: 'AddMember' });
export const updateMemberSchema = z.strictObject({ role: roleSchema }).meta({ id: 'UpdateMember' });

const time = z.iso.datetime();

export const workspaceSchema = z
  .strictObject({
    id: workspaceId,
    name: z.string(),
    kind: z.enum(['personal', 'team']).describe('Everybody has one personal workspace, which is theirs alone.'),
    role: roleSchema.describe("The caller's."),
    created_by: userId,
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Workspace' });
export const workspacePageSchema = pageSchema('WorkspacePage', workspaceSchema);
export type WorkspaceView = z.infer<typeof workspaceSchema>;

export const memberSchema = z
  .strictObject({
    workspace_id: workspaceId,
    user_id: userId,
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    created_at: time.describe('When they became a member.'),
  })
  .meta({ id: 'Member' });
export const memberPageSchema = pageSchema('MemberPage', memberSchema);
export type MemberView = z.infer<typeof memberSchema>;

/** What the operations show in their documentation. */
export const WORKSPACE_EXAMPLE: WorkspaceView = {
  id: 'wsp_01kats2m9zq3v5x7b8c9d0e1f2',
  name: 'Finance',
  kind: 'team',
  role: 'admin',
  created_by: 'usr_01kats2m9zq3v5x7b8c9d0e1f2',
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};
export const MEMBER_EXAMPLE: MemberView = {
  workspace_id: WORKSPACE_EXAMPLE.id,
  user_id: WORKSPACE_EXAMPLE.created_by,
  email: 'ada@example.test',
  name: 'Ada',
  role: 'editor',
  created_at: '2026-01-01T00:00:00.000Z',
};
