import { openApiDocument, operationsOf } from '../../src/openapi/document.js';
import { startApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'bodies in the OpenAPI document', () => {
  it('have a schema for every content type that is taken', async () => {
    const api = await startApi();
    try {
      const bodies = Object.values(openApiDocument(api.app).paths)
        .flatMap(operationsOf)
        .flatMap(({ operationId, requestBody }) =>
          requestBody && 'content' in requestBody
            ? Object.entries(requestBody.content).map(([type, { schema }]) => ({ operationId, type, schema }))
            : [],
        );
      expect(bodies.length).toBeGreaterThan(5);
      expect(bodies.filter(({ schema }) => !schema || Object.keys(schema).length === 0)).toEqual([]);
    } finally {
      await api.close();
    }
  });
});
