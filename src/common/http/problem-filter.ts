import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withoutQuery } from './without-query.js';
import { asProblem } from './as-problem.js';
import { Problem, problemDocument } from './problem.js';
import type { RouteTable } from './route-table.js';

const NOT_FOUND = 404;

/** The last handler of every failure, of handlers, parsers and the framework: answers a problem document, and logs what is our own fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly routes: RouteTable) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem =
      thrown instanceof HttpException && thrown.getStatus() === NOT_FOUND ? this.notFound(request) : asProblem(thrown);
    if (problem.status >= 500) this.log(problem);
    if (reply.sent || reply.raw.headersSent) return;
    void reply
      .status(problem.status)
      .headers({ ...problem.headers, 'Cache-Control': 'no-store' })
      .type('application/problem+json')
      .send(JSON.stringify(problemDocument(problem, request.id)));
  }

  /** The framework found no route: an address that another method would have is 405 with `Allow`. */
  private notFound(request: FastifyRequest): Problem {
    const allowed = this.routes.methodsOf(withoutQuery(request.url));
    if (allowed.length === 0) return new Problem('not_found', 'There is nothing at this address.');
    return new Problem('method_not_allowed', undefined, { headers: { Allow: allowed.join(', ') } });
  }

  private log(problem: Problem): void {
    const stack = problem.cause instanceof Error ? problem.cause.stack : problem.stack;
    this.logger.error({ msg: problem.internalText, code: problem.code, stack });
  }
}
