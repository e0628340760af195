import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.js';
import { parseBody } from '../common/http/schema-pipe.js';
import { parseStrictJson } from '../common/http/strict-json.js';
import { RunAgents, runAgentsAnswerSchema, runAgentsSchema, type RunAgentsAnswer } from './run-agents.js';

/** A catalog may be large. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

const EXAMPLE = { migration_id: 'mig_01k9x0a1b2c3d4e5f6g7h8j9k0' };

/** For an API of ours without a queue. On a port of its own, which is never routed from outside. */
@ApiTags('agents')
@Controller()
export class RunAgentsController {
  constructor(private readonly agents: RunAgents) {}

  @Post('run-agents')
  @HttpCode(202)
  @Operation({
    id: 'runAgents',
    summary: 'Start or resume the run of a migration',
    description: 'The run goes on after the answer. Asked again, it is still one run: a run that is at work or has ended is left as it is.', // prettier-ignore
    access: { kind: 'service' },
    bucket: 'none',
    body: runAgentsSchema,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    bodyExample: EXAMPLE,
    responses: {
      202: {
        description: 'Taken.',
        schema: runAgentsAnswerSchema,
        example: { ...EXAMPLE, run_id: 'run_01k9x0a1b2c3d4e5f6g7h8j9k1', status: 'pending' },
      },
    },
    problems: ['not_found', 'migration_mismatch', 'conflict', 'invalid_metadata', 'overloaded', 'database_unavailable'],
  })
  start(@Body() given: unknown): Promise<RunAgentsAnswer> {
    // A body that may be large comes unread.
    return this.agents.start(parseBody(runAgentsSchema, typeof given === 'string' ? parseStrictJson(given) : given));
  }
}
