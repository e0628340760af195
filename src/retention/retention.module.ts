import { Module } from '@nestjs/common';
import { Retention } from './retention.js';

/** How long rows are kept that only serve for a time. */
@Module({ providers: [Retention], exports: [Retention] })
export class RetentionModule {}
