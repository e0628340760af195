/** The OpenAPI 3.1 document of the API, made from the operations' own decorators. */
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

import { jsonSchemaOf, schemaComponents } from '../common/http/openapi-schemas.js';
import { describeOperations, FORM_SCHEMA } from '../common/http/operation.js';
import { usedOf, usedSchemas } from './used-components.js';
import { problemSchema } from '../common/http/problem-schema.js';

const DESCRIPTION = `Turns a legacy SQL Server database into a dbt project, and says of every object how well it is known to be right.

Every error is a problem document (RFC 9457) with a stable \`code\`; the codes are explained at \`/problems\`. Lists are \`{data, next_cursor, has_more}\`.
Times are UTC in RFC 3339. Enumerations and objects may grow: ignore what you do not know.`;

const TAGS: readonly (readonly [string, string])[] = [
  ['account', 'Registration, login, tokens, the account of the caller and its sessions.'],
  ['users', 'Accounts of the service, for its admins.'],
  ['workspaces', 'Tenants and their members.'],
  ['api-keys', 'Keys for programs.'],
  ['migrations', 'A source, a target and options: what is to be migrated.'],
  ['runs', 'Executions of the six agents, their steps and events.'],
  ['results', 'What a run found and made: objects, findings, lineage, report, project.'],
  ['models', 'The SQL of the models, and edits by people.'],
  ['usage', 'API calls and costs.'],
  ['audit', 'Who changed what.'],
  ['health', 'For the machinery that runs the server.'],
  ['agents', 'Inside: from the api to the worker.'],
];

export function openApiDocument(app: INestApplication): OpenAPIObject {
  describeOperations();
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('DataMigrate AI')
    .setDescription(DESCRIPTION)
    .setVersion('1.0.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Access token of a login, or an API key.' },
      'access_token',
    )
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key.' }, 'api_key')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'SERVICE_TOKEN: from the api to the worker.' },
      'service_token',
    );
  for (const [name, description] of TAGS) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), { autoTagControllers: false });
  for (const path of Object.values(document.paths))
    for (const operation of operationsOf(path)) {
      operation.security ??= []; // public, said out loud
      addForm(operation);
    }
  jsonSchemaOf(problemSchema, 'output'); // every operation refers to it
  // JSON Schema 2020-12, of which the package's type knows the older half.
  const schemas = schemaComponents() as NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
  const { paths, tags = [] } = document;
  document.tags = tags.filter(({ name }) => JSON.stringify(paths).includes(`"${name}"`));
  document.components = {
    schemas: usedSchemas(paths, { ...document.components?.schemas, ...schemas }),
    securitySchemes: usedOf(document.components?.securitySchemes ?? {}, paths),
  };
  return document;
}

/** A body that may be a form too has a second content type, with a schema of its own. */
function addForm(operation: NonNullable<PathItem['post']> & { [FORM_SCHEMA]?: object }): void {
  const { [FORM_SCHEMA]: schema, requestBody } = operation;
  delete operation[FORM_SCHEMA];
  if (schema && requestBody && 'content' in requestBody) requestBody.content['multipart/form-data'] = { schema };
}

type PathItem = OpenAPIObject['paths'][string];

/** Every operation of an address. */
export function operationsOf({ get, post, put, patch, delete: remove }: PathItem) {
  return [get, post, put, patch, remove].flatMap((operation) => (operation ? [operation] : []));
}
