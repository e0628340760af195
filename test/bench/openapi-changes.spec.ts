import { readFileSync } from 'node:fs';
import { breakingChanges, isNewMajor, RULES, type RuleId } from '../../bench/openapi-changes.js';
import { inRepository } from '../support/repository.js';

type Keys = readonly (string | number)[];
/** What is written at a place of the document; without a value the place is removed. */
type Edit = readonly [at: Keys, value?: unknown];

const read = (path: string): unknown => JSON.parse(readFileSync(inRepository(path), 'utf8'));
const present = read('docs/reference/openapi.json');

const migrations = ['paths', '/api/v1/migrations'];
const list = [...migrations, 'get'];
const create = [...migrations, 'post'];
const migration = ['components', 'schemas', 'Migration'];
const body = ['components', 'schemas', 'CreateMigration'];
const options = ['components', 'schemas', 'MigrationOptions'];
const start = ['paths', '/api/v1/migrations/{id}/start', 'post'];
const change = ['paths', '/api/v1/migrations/{id}', 'patch'];
const parameter = (operation: Keys, name: string): Keys => {
  const parameters = [at(present, [...operation, 'parameters'])].flat();
  return [...operation, 'parameters', parameters.findIndex((one) => at(one, ['name']) === name)];
};
const query = (name: string): Keys => parameter(list, name);
const without = (keys: Keys, item: string): Edit => {
  const items = at(present, keys);
  return [keys, Array.isArray(items) ? items.filter((one) => one !== item) : undefined];
};
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });

/** Each breaks clients in one way; `pointer` is where the report must point, in the baseline for what is gone. */
const breaking: readonly { rule: RuleId; what: string; edits: readonly Edit[]; pointer: string }[] = [
  { rule: 'server-removed', what: 'another base address', edits: [[['servers', 0, 'url'], '/v2']], pointer: '/servers/0' },
  { rule: 'security-scheme-changed', what: 'a key in another header', edits: [[['components', 'securitySchemes', 'api_key', 'name'], 'Api-Key']], pointer: '/components/securitySchemes/api_key' },
  { rule: 'operation-removed', what: 'a method gone', edits: [[create]], pointer: '/paths/~1api~1v1~1migrations/post' },
  { rule: 'operation-removed', what: 'a path gone', edits: [[['paths', '/health']]], pointer: '/paths/~1health/get' },
  { rule: 'operation-id-changed', what: 'another operationId', edits: [[[...create, 'operationId'], 'addMigration']], pointer: '/paths/~1api~1v1~1migrations/post' },
  { rule: 'security-narrowed', what: 'a public operation closed', edits: [[['paths', '/health', 'get', 'security'], [{ access_token: [] }]]], pointer: '/paths/~1health/get' },
  { rule: 'security-narrowed', what: 'keys no longer accepted', edits: [[[...create, 'security'], [{ access_token: [] }]]], pointer: '/paths/~1api~1v1~1migrations/post' },
  { rule: 'security-narrowed', what: 'both credentials needed', edits: [[[...create, 'security'], [{ access_token: [], api_key: [] }]]], pointer: '/paths/~1api~1v1~1migrations/post' },
  { rule: 'security-narrowed', what: 'a scope needed', edits: [[[...create, 'security', 1], { api_key: ['write'] }]], pointer: '/paths/~1api~1v1~1migrations/post' },
  { rule: 'parameter-removed', what: 'a filter gone', edits: [[query('q')]], pointer: pointerTo(query('q')) },
  { rule: 'parameter-required', what: 'a new required parameter', edits: [[[...list, 'parameters', 99], { in: 'query', name: 'owner', required: true, schema: { type: 'string' } }]], pointer: '' },
  { rule: 'parameter-required', what: 'a new required header', edits: [[[...list, 'parameters', 99], { in: 'header', name: 'X-Owner', required: true, schema: { type: 'string' } }]], pointer: '' },
  { rule: 'parameter-required', what: 'a filter made required', edits: [[[...query('q'), 'required'], true]], pointer: pointerTo(query('q')) },
  { rule: 'parameter-serialisation-changed', what: 'another style', edits: [[[...query('status'), 'style'], 'pipeDelimited']], pointer: pointerTo(query('status')) },
  { rule: 'request-body-removed', what: 'a body gone', edits: [[[...create, 'requestBody']]], pointer: '/paths/~1api~1v1~1migrations/post/requestBody' },
  { rule: 'request-body-required', what: 'a new required body', edits: [[[...start, 'requestBody'], { required: true, ...json({}) }]], pointer: `${pointerTo(start)}/requestBody` },
  { rule: 'request-content-type-removed', what: 'no multipart', edits: [[[...create, 'requestBody', 'content', 'multipart/form-data']]], pointer: '/paths/~1api~1v1~1migrations/post/requestBody/content/multipart~1form-data' },
  { rule: 'request-field-removed', what: 'a field gone', edits: [[[...body, 'properties', 'auto_start']]], pointer: '/components/schemas/CreateMigration/properties/auto_start' },
  { rule: 'request-field-removed', what: 'a field of a map inside gone', edits: [[[...options, 'properties', 'external_databases', 'additionalProperties', 'properties', 'database']]], pointer: '/components/schemas/MigrationOptions/properties/external_databases/additionalProperties/properties/database' },
  { rule: 'request-field-required', what: 'a new required field', edits: [[[...body, 'properties', 'owner'], { type: 'string' }], [[...body, 'required'], ['name', 'owner']]], pointer: '/components/schemas/CreateMigration/properties/owner' },
  { rule: 'request-field-required', what: 'a field made required', edits: [[[...body, 'required'], ['name', 'source']]], pointer: '/components/schemas/CreateMigration/properties/source' },
  { rule: 'request-type-narrowed', what: 'another type', edits: [[[...body, 'properties', 'auto_start', 'type'], 'string']], pointer: '/components/schemas/CreateMigration/properties/auto_start' },
  { rule: 'request-type-narrowed', what: 'an alternative gone', edits: [[[...body, 'properties', 'metadata_json', 'anyOf', 0]]], pointer: '/components/schemas/CreateMigration/properties/metadata_json' },
  { rule: 'request-type-narrowed', what: 'null refused', edits: [[[...options, 'properties', 'collation', 'type'], 'string']], pointer: '/components/schemas/MigrationOptions/properties/collation' },
  { rule: 'request-type-narrowed', what: 'a number that must be whole', edits: [[[...options, 'properties', 'renames', 'additionalProperties', 'type'], 'integer']], pointer: '/components/schemas/MigrationOptions/properties/renames/additionalProperties' },
  { rule: 'request-type-narrowed', what: 'a map closed', edits: [[[...options, 'properties', 'renames', 'additionalProperties'], false]], pointer: '/components/schemas/MigrationOptions/properties/renames/additionalProperties' },
  { rule: 'request-enum-narrowed', what: 'a value refused', edits: [[[...body, 'properties', 'target', 'enum'], ['duckdb']]], pointer: '/components/schemas/CreateMigration/properties/target' },
  { rule: 'request-enum-narrowed', what: 'a free text made an enumeration', edits: [[[...options, 'properties', 'language', 'enum'], ['us_english']]], pointer: '/components/schemas/MigrationOptions/properties/language' },
  { rule: 'request-enum-narrowed', what: 'a filter that knows fewer words', edits: [[[...query('sort'), 'schema', 'enum'], ['-created_at']]], pointer: `${pointerTo(query('sort'))}/schema` },
  { rule: 'request-limit-narrowed', what: 'a lower maxLength', edits: [[[...body, 'properties', 'source', 'maxLength'], 1000]], pointer: '/components/schemas/CreateMigration/properties/source' },
  { rule: 'request-limit-narrowed', what: 'a lower maximum of a parameter', edits: [[[...query('limit'), 'schema', 'maximum'], 100]], pointer: `${pointerTo(query('limit'))}/schema` },
  { rule: 'request-limit-narrowed', what: 'a higher minimum', edits: [[[...options, 'properties', 'compatibility_level', 'minimum'], 100]], pointer: '/components/schemas/MigrationOptions/properties/compatibility_level' },
  { rule: 'request-limit-narrowed', what: 'a new limit', edits: [[[...options, 'properties', 'include', 'maxItems'], 10]], pointer: '/components/schemas/MigrationOptions/properties/include' },
  { rule: 'request-limit-narrowed', what: 'another pattern', edits: [[[...body, 'properties', 'name', 'pattern'], '^[a-z]+$']], pointer: '/components/schemas/CreateMigration/properties/name' },
  { rule: 'request-default-changed', what: 'another default', edits: [[[...body, 'properties', 'auto_start', 'default'], false]], pointer: '/components/schemas/CreateMigration/properties/auto_start' },
  { rule: 'request-default-changed', what: 'a default beside a reference gone', edits: [[[...body, 'properties', 'options', 'default']]], pointer: '/components/schemas/MigrationOptions' },
  { rule: 'response-status-removed', what: 'a success gone', edits: [[[...create, 'responses', '202']]], pointer: '/paths/~1api~1v1~1migrations/post/responses/202' },
  { rule: 'response-content-type-removed', what: 'another type of content', edits: [[[...list, 'responses', '200', 'content'], { 'application/xml': {} }]], pointer: '/paths/~1api~1v1~1migrations/get/responses/200/content/application~1json' },
  { rule: 'response-header-removed', what: 'a header gone', edits: [[[...create, 'responses', '202', 'headers', 'Location']]], pointer: '/paths/~1api~1v1~1migrations/post/responses/202/headers/Location' },
  { rule: 'response-field-removed', what: 'a field gone', edits: [[[...migration, 'properties', 'phase']], without([...migration, 'required'], 'phase')], pointer: '/components/schemas/Migration/properties/phase' },
  { rule: 'response-field-removed', what: 'a field of the problems gone', edits: [[['components', 'schemas', 'Problem', 'properties', 'code']]], pointer: '/components/schemas/Problem/properties/code' },
  { rule: 'response-field-optional', what: 'a field that may be missing', edits: [without([...migration, 'required'], 'phase')], pointer: '/components/schemas/Migration/properties/phase' },
  { rule: 'response-type-widened', what: 'another type', edits: [[[...migration, 'properties', 'id', 'type'], 'integer']], pointer: '/components/schemas/Migration/properties/id' },
  { rule: 'response-type-widened', what: 'null sent', edits: [[[...migration, 'properties', 'name', 'type'], ['string', 'null']]], pointer: '/components/schemas/Migration/properties/name' },
  { rule: 'response-type-widened', what: 'anything sent', edits: [[[...migration, 'properties', 'name'], {}]], pointer: '/components/schemas/Migration/properties/name' },
  { rule: 'response-type-widened', what: 'a whole number that need not be whole', edits: [[[...migration, 'properties', 'models_generated', 'type'], 'number']], pointer: '/components/schemas/Migration/properties/models_generated' },
  { rule: 'response-enum-replaced', what: 'a value with another name', edits: [[[...migration, 'properties', 'source_kind', 'enum'], ['script', 'upload', 'catalog']]], pointer: '/components/schemas/Migration/properties/source_kind' },
  { rule: 'response-limit-widened', what: 'a higher maximum', edits: [[[...migration, 'properties', 'success_rate', 'anyOf', 0, 'maximum'], 100]], pointer: '/components/schemas/Migration/properties/success_rate/anyOf/0' },
  { rule: 'response-limit-widened', what: 'another format', edits: [[[...migration, 'properties', 'created_at', 'format'], 'date']], pointer: '/components/schemas/Migration/properties/created_at' },
  { rule: 'keyword-unjudged', what: 'a keyword without a rule', edits: [[[...body, 'dependentRequired'], { source: ['target'] }]], pointer: '/components/schemas/CreateMigration' },
]; // prettier-ignore

const harmless: readonly { what: string; edits: readonly Edit[] }[] = [
  { what: 'a new path', edits: [[['paths', '/api/v2/migrations'], at(present, migrations)]] },
  { what: 'a new method', edits: [[[...migrations, 'put'], at(present, create)]] },
  { what: 'a new server', edits: [[['servers', 1], { url: 'https://example.com' }]] },
  { what: 'other words', edits: [[[...create, 'summary'], 'Other'], [[...body, 'properties', 'source', 'description'], 'Other'], [['info', 'description'], 'Other']] },
  { what: 'another example', edits: [[[...body, 'examples'], [{ name: 'x' }]]] },
  { what: 'another order of tags and parameters', edits: [[[...create, 'tags'], ['other']], [[...list, 'parameters'], [at(present, [...list, 'parameters'])].flat().reverse()]] },
  { what: 'a new optional parameter', edits: [[[...list, 'parameters', 99], { in: 'query', name: 'owner', schema: { type: 'string' } }]] },
  { what: 'a required parameter made optional', edits: [[[...parameter(change, 'If-Match'), 'required'], false]] },
  { what: 'a new optional body', edits: [[[...start, 'requestBody'], json({ type: 'object' })]] },
  { what: 'a new type of body', edits: [[[...create, 'requestBody', 'content', 'text/plain'], { schema: { type: 'string' } }]] },
  { what: 'a new optional field of a request', edits: [[[...body, 'properties', 'note'], { type: 'string' }]] },
  { what: 'a required field made optional', edits: [[[...body, 'required'], []]] },
  { what: 'a request open to more fields', edits: [[[...body, 'additionalProperties'], {}]] },
  { what: 'more values accepted', edits: [[[...body, 'properties', 'target', 'enum'], ['duckdb', 'postgres', 'snowflake']], [[...options, 'properties', 'names', 'enum']]] },
  { what: 'null accepted', edits: [[[...options, 'properties', 'language', 'type'], ['null', 'string']]] },
  { what: 'wider limits of a request', edits: [[[...query('limit'), 'schema', 'maximum'], 500], [[...body, 'properties', 'source', 'maxLength']], [[...body, 'properties', 'name', 'pattern']]] },
  { what: 'one more alternative accepted', edits: [[[...body, 'properties', 'metadata_json', 'anyOf', 2], { type: 'null' }]] },
  { what: 'a public way in', edits: [[[...create, 'security'], []]] },
  { what: 'one more way in', edits: [[[...create, 'security', 2], { other: [] }]] },
  { what: 'a new answer', edits: [[[...create, 'responses', '418'], { description: 'No.' }]] },
  { what: 'a failure that no longer happens', edits: [[[...create, 'responses', '404']]] },
  { what: 'a new header of an answer', edits: [[[...create, 'responses', '202', 'headers', 'X-New'], { schema: { type: 'string' } }]] },
  { what: 'a new field of a response', edits: [[[...migration, 'properties', 'note'], { type: 'string' }], [[...migration, 'additionalProperties'], {}]] },
  { what: 'a new value of an enumeration of a response', edits: [[[...migration, 'properties', 'status', 'enum', 7], 'paused']] },
  { what: 'an enumeration of a response with a value less', edits: [[[...migration, 'properties', 'source_kind', 'enum'], ['script', 'upload']]] },
  { what: 'a field of a response that is never null', edits: [[[...migration, 'properties', 'error', 'anyOf', 1]]] },
  { what: 'tighter limits of a response', edits: [[[...migration, 'properties', 'models_generated', 'minimum'], 0]] },
  { what: 'a format spelled with another pattern', edits: [[[...migration, 'properties', 'created_at', 'pattern'], '^.*Z$']] },
  { what: 'a schema written out where it was referred to', edits: [[[...create, 'requestBody', 'content', 'application/json', 'schema'], at(present, body)]] },
  { what: 'a schema with another name', edits: [[['components', 'schemas', 'NewMigration'], at(present, body)], [[...create, 'requestBody', 'content', 'application/json', 'schema', '$ref'], '#/components/schemas/NewMigration']] },
]; // prettier-ignore

describe('breaking changes of the API', () => {
  it('are none since the last release, or its version has a new major (npm run check:api-changes lists them)', () => {
    const baseline = read('docs/reference/released/openapi.json');
    expect(isNewMajor(baseline, present) ? [] : breakingChanges(baseline, present)).toEqual([]);
  });

  it.each(breaking)('count $what as $rule, at its place', ({ rule, edits, pointer }) => {
    const found = breakingChanges(present, edited(edits));
    expect([...new Set(found.map((change) => change.rule))]).toEqual([rule]);
    expect(found.some((change) => change.pointer === pointer || (!pointer && change.pointer.includes('/parameters/')))).toBe(true);
  }); // prettier-ignore

  it('have a planted one for every rule', () => {
    const planted = new Set<string>(breaking.map(({ rule }) => rule));
    expect(Object.keys(RULES).filter((rule) => !planted.has(rule))).toEqual([]);
  });

  it.each(harmless)('are not: $what', ({ edits }) => {
    const after = edited(edits);
    expect(JSON.stringify(after)).not.toBe(JSON.stringify(present));
    expect(breakingChanges(present, after)).toEqual([]);
  });

  it('are found in every schema that an operation uses', () => {
    const missed = Object.keys(objectAt(present, ['components', 'schemas'])).filter((name) => {
      const after = edited([[['components', 'schemas', name], { type: 'boolean' }]]);
      return breakingChanges(present, after).length === 0;
    });
    expect(missed).toEqual([]);
  });
});

describe('the comparison', () => {
  const tree = (node: object): unknown => ({
    paths: { '/tree': { get: { responses: { 200: json({ $ref: '#/components/schemas/Node' }) } } } },
    components: { schemas: { Node: node } },
  });
  const children = { type: 'array', items: { $ref: '#/components/schemas/Node' } };

  it('ends in a schema that contains itself, and finds what changed in it', () => {
    const before = tree({ type: 'object', properties: { name: { type: 'string' }, children } });
    expect(breakingChanges(before, before)).toEqual([]);
    const after = tree({ type: 'object', properties: { children } });
    expect(breakingChanges(before, after).map(({ rule }) => rule)).toEqual(['response-field-removed']);
  });

  it('refuses references in a circle, to nowhere and out of the document', () => {
    for (const $ref of ['#/components/schemas/Node', '#/components/schemas/None', 'other.json#/Node']) {
      const document = tree({ $ref });
      expect(() => breakingChanges(document, document)).toThrow(/references in a row|there is no/);
    }
  });

  it.each([
    ['1.4.2', '2.0.0', true],
    ['9.0.0', '10.0.0', true],
    ['1.4.2', '1.5.0', false],
    ['2.0.0', '1.0.0', false],
  ])('takes %s to %s for a new major: %s', (earlier, later, expected) => {
    expect(isNewMajor({ info: { version: earlier } }, { info: { version: later } })).toBe(expected);
  });

  it('refuses a version it cannot read', () => {
    expect(() => isNewMajor({ info: { version: '1.0.0' } }, { info: { version: 'next' } })).toThrow(/no version/);
  });
});

/** @returns the present document with the edits made */
function edited(edits: readonly Edit[]): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(present)); // structuredClone makes objects of another realm under Jest
  for (const [keys, value] of edits) {
    const owner = objectAt(copy, keys.slice(0, -1));
    const key = keys.at(-1) ?? '';
    if (value !== undefined && Array.isArray(owner) && Number(key) >= owner.length) owner.push(value);
    else if (value !== undefined) Reflect.set(owner, key, value);
    else if (at(owner, [key]) === undefined) throw new Error(`there is no ${keys.join(' ')}`);
    else if (Array.isArray(owner)) owner.splice(Number(key), 1);
    else Reflect.deleteProperty(owner, key);
  }
  return copy;
}

function objectAt(document: unknown, keys: Keys): object {
  const found = at(document, keys);
  if (typeof found !== 'object' || found === null) throw new Error(`there is no ${keys.join(' ')}`);
  return found;
}

function at(document: unknown, keys: Keys): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    document,
  );
}

function pointerTo(keys: Keys): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
