import { Injectable } from '@nestjs/common';
import { AppError } from '../common/app-error.js';
import { RedisConnections } from './redis-connections.js';
import { refuseEviction } from './redis-policy.js';

/** Asks Redis whether it answers, and whether it keeps what it is given. */
@Injectable()
export class RedisHealth {
  constructor(private readonly redis: RedisConnections) {}

  /** @throws AppError `REDIS-AWAY` or `REDIS-POLICY`, whose public texts name no host */
  async ping(): Promise<void> {
    try {
      await this.redis.commands.ping();
    } catch (cause) {
      throw new AppError('REDIS-AWAY', 'Redis does not answer.', String(cause), { cause });
    }
    await refuseEviction(this.redis.commands);
  }
}
