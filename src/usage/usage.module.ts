import { Module } from '@nestjs/common';
import { UsageCsv } from './usage-csv.js';
import { UsageRecorder } from './usage-recorder.js';
import { UsageController } from './usage.controller.js';
import { UsageService } from './usage.service.js';

/** Who used what, how often, and at what cost. */
@Module({
  controllers: [UsageController],
  providers: [UsageRecorder, UsageService, UsageCsv],
  exports: [UsageRecorder],
})
export class UsageModule {}
