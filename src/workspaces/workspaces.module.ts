import { Global, Module } from '@nestjs/common';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';
import { WorkspaceMembership } from './workspace-membership.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspacesService } from './workspaces.service.js';

/** Workspaces and their members. Authentication asks for roles, so it is everywhere. */
@Global()
@Module({
  controllers: [WorkspacesController, MembersController],
  providers: [WorkspacesService, MembersService, WorkspaceMembership],
  exports: [WorkspaceMembership],
})
export class WorkspacesModule {}
