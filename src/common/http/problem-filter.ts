import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asProblem } from './as-problem.js';
import { problemDocument } from './problem.js';

/** The last handler of every failure: answers a problem document, and logs what is our own fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.logger);
  }
}

/** Also for failures outside Nest's handlers: parsers, unknown addresses. */
export function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const problem = asProblem(thrown);
  const requestId = String(request.id);
  if (problem.status >= 500) {
    const stack = problem.cause instanceof Error ? problem.cause.stack : problem.stack;
    logger.error({ msg: problem.internalText, request_id: requestId, code: problem.code, stack });
  }
  if (reply.sent || reply.raw.headersSent) return;
  void reply
    .status(problem.status)
    .headers({ ...problem.headers, 'Cache-Control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem, requestId)));
}
