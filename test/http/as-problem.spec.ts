import { BadRequestException, ForbiddenException, PayloadTooLargeException } from '@nestjs/common';
import { AppError } from '../../src/common/app-error.js';
import { asProblem } from '../../src/common/http/as-problem.js';

const error = (message: string, members: object = {}) => Object.assign(new Error(message), members);

describe('what was thrown', () => {
  it.each([
    [
      'a parser that met a large body',
      error('big', { code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }),
      413,
      'body_too_large',
    ],
    [
      'an unknown content type',
      error('type', { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }),
      415,
      'unsupported_media_type',
    ],
    ['an exception of the framework', new PayloadTooLargeException(), 413, 'body_too_large'],
    ['another one', new ForbiddenException(), 403, 'insufficient_role'],
    ['a connection that is refused', error('connect', { code: 'ECONNREFUSED' }), 503, 'database_unavailable'],
    ['a server that shuts down', error('terminating', { code: '57P01' }), 503, 'database_unavailable'],
    ['a statement that took too long', error('canceling', { code: '57014' }), 503, 'database_unavailable'],
    ['a pool that is empty', error('timeout exceeded when trying to connect'), 503, 'database_unavailable'],
    ['a database that is not there yet', error('DataSource is not initialized'), 503, 'database_unavailable'],
    ['the database, as readiness says it', new AppError('DATABASE-AWAY', 'x'), 503, 'database_unavailable'],
    ['a mistake of ours', error('x is not a function'), 500, 'internal_error'],
    [
      'an AppError that no client should see',
      new AppError('ARTIFACT-MISSING', 'public', 'internal'),
      500,
      'internal_error',
    ],
    ['no error at all', 'text', 500, 'internal_error'],
    ['nothing', undefined, 500, 'internal_error'],
  ])('is a problem: %s', (_what, thrown, status, code) => {
    expect(asProblem(thrown)).toMatchObject({ status, code });
  });

  it('says when to come back where waiting helps', () => {
    expect(asProblem(error('', { code: 'ECONNREFUSED' })).headers).toEqual({ 'Retry-After': '2' });
  });

  it('never tells the client what happened inside', () => {
    for (const thrown of [
      error('SELECT secret FROM x at /srv/app'),
      new BadRequestException('SELECT secret'),
      new AppError('X', 'p', 'secret'),
    ])
      expect(asProblem(thrown).publicText).not.toMatch(/secret|SELECT|srv/);
  });
});
