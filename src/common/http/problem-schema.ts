/** Schema of the problem document, for the OpenAPI document and for tests of the contract. */
import { z } from 'zod';

const fieldErrorSchema = z.strictObject({
  pointer: z.string().describe('JSON pointer into the body; `?name` for a field of the query.'),
  code: z.string(),
  message: z.string(),
});

export const problemSchema = z
  .strictObject({
    type: z.string().describe('Where the problem is explained, relative to this server.'),
    title: z.string(),
    status: z.number().int().min(400).max(599),
    detail: z.string(),
    instance: z.string().describe('Names this one request.'),
    code: z.string().describe('Stable; for programs.'),
    request_id: z.string(),
    errors: z.array(fieldErrorSchema).optional().describe('Every fault of the request at once.'),
  })
  .meta({ id: 'Problem' });
