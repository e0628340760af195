import { openApiDocument } from '../../src/openapi/document.js';
import { startApi, type TestApi } from '../support/api.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';

describeIf(postgres, 'the OpenAPI document', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('is served, and is version 3.1', async () => {
    const { status, body } = await api.call('GET', '//openapi.json');
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    expect(openApiDocument(api.app).paths).toEqual(body.paths);
  });
});
