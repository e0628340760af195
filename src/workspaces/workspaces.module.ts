import { Module } from '@nestjs/common';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspacesService } from './workspaces.service.js';

/** Workspaces and their members. Who has which role is asked by authentication, whose module provides `WorkspaceMembership`. */
@Module({
  controllers: [WorkspacesController, MembersController],
  providers: [WorkspacesService, MembersService],
})
export class WorkspacesModule {}
