import { Injectable } from '@nestjs/common';
import { AppError } from '../common/app-error.js';
import { RedisConnections } from './redis-connections.js';

/** Asks Redis whether it answers. */
@Injectable()
export class RedisHealth {
  constructor(private readonly redis: RedisConnections) {}

  /** @throws AppError `REDIS-AWAY`, whose public text names no host */
  async ping(): Promise<void> {
    try {
      await this.redis.commands.ping();
    } catch (cause) {
      throw new AppError('REDIS-AWAY', 'Redis does not answer.', String(cause), { cause });
    }
  }
}
