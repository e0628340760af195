import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { OPERATION, type OperationSpec } from '../common/http/operation.js';
import { Problem } from '../common/http/problem.js';
import { Settings } from '../config/settings.js';

/** The gate of the worker's port: only an API of ours, which shows the service token, and probes. It knows no people and no keys. */
@Injectable()
export class ServiceGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const spec = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    if (spec?.access.kind === 'public') return true;
    if (spec?.access.kind !== 'service') throw new Problem('insufficient_role', 'This operation is closed.');
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const token = this.settings.serviceToken;
    if (given && token && timingSafeEqual(digest(given), digest(token))) return true;
    throw new Problem('unauthenticated', undefined, {
      headers: { 'WWW-Authenticate': 'Bearer realm="datamigrate-agents"' },
    });
  }
}

/** Equal lengths, so that the comparison tells nothing of the token's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
