import { Module } from '@nestjs/common';
import { AuditList } from './audit-list.js';
import { AuditController } from './audit.controller.js';

/** The list of what `Mutations` recorded. */
@Module({ controllers: [AuditController], providers: [AuditList] })
export class AuditModule {}
