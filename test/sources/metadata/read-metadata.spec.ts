/** A catalog made elsewhere: what fits is taken as it is, what does not is told of fault by fault, by JSON pointer. */
import type { Catalog } from '../../../src/catalog/catalog.js';
import { METADATA_CHARS_MAX, METADATA_DEPTH_MAX } from '../../../src/sources/metadata/metadata-text.js';
import { readMetadata } from '../../../src/sources/metadata/read-metadata.js';
import { catalogOf, EVERYTHING } from './catalog-case.js';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await catalogOf(EVERYTHING);
});

/** A copy whose type nobody knows, so that a test may break it. */
const copy = () => JSON.parse(JSON.stringify(catalog));
const at = (name: string) => catalog.objects.findIndex((object) => object.name.name === name);

function faultsOf(value: unknown): readonly { pointer: string; code: string }[] {
  const read = readMetadata(value);
  return read.ok ? [] : read.faults.map(({ pointer, code }) => ({ pointer, code }));
}

describe('a catalog that was read from scripts', () => {
  test('comes back the same, as a value and as text, rows apart', () => {
    for (const given of [copy(), JSON.stringify(catalog), JSON.stringify(catalog, null, 2)])
      expect(readMetadata(given)).toEqual({ ok: true, catalog: { ...catalog, rows: [] } });
  });

  test('is taken in any order of its objects, and has one order afterwards', () => {
    const given = copy();
    given.objects.reverse();
    expect(readMetadata(given)).toEqual({ ok: true, catalog: { ...catalog, rows: [] } });
  });

  test.each([
    ['../../etc/passwd', 'etc_passwd'],
    ['a/b\\c', 'a_b_c'],
    ['{{ evil }}', 'evil'],
    ['', 'source'],
    ['..', 'source'],
    ['.', 'source'],
    ['9 lives', 'source_9_lives'],
    ['nul\u0000', 'nul'],
  ])('named %j is called %j in files', (name, expected) => {
    const read = readMetadata({ ...copy(), name });
    expect(read.ok && read.catalog.name).toBe(expected);
  });

  test('has its tokens counted anew: that a text was understood is not believed', () => {
    const given = copy();
    given.objects[at('Best')].definition.text = 'CREATE VIEW dbo.Best AS SELECT ??? FROM dbo.Sold';
    given.objects[at('Best')].definition.tokens = { total: 5, covered: 5 };
    const read = readMetadata(given);
    const tokens = read.ok ? read.catalog.objects[at('Best')]?.definition.tokens : null;
    expect(tokens?.covered).toBeLessThan(tokens?.total ?? 0);
  });
});

type Break = (given: ReturnType<typeof copy>) => void;

describe('a fault of', () => {
  const CASES: Readonly<Record<string, readonly [Break, string, string]>> = {
    'a missing field': [(c) => delete c.settings.language, '/settings/language', 'invalid_type'],
    'a wrong type': [(c) => (c.objects[0].columns = 7), '/objects/0/columns', 'invalid_type'],
    'another version': [(c) => (c.schemaVersion = 2), '/schemaVersion', 'invalid_value'],
    'an unknown kind': [(c) => (c.objects[0].kind = 'index'), '/objects/0/kind', 'invalid_union'],
    'a field that is not known': [(c) => (c.settings['a/b~c'] = 1), '/settings/a~1b~0c', 'unknown_field'],
    'a field that is not known, deep': [(c) => (c.objects[at('Item')].columns[0].typ = 1), '/objects/ITEM/columns/0/typ', 'unknown_field'],
    'an object twice': [(c) => c.objects.push({ ...c.objects[0] }), `/objects/9/name`, 'duplicate_object'],
    'an object twice by letter case': [(c) => c.objects.push({ ...c.objects[0], name: { schema: 'DBO', name: c.objects[0].name.name.toUpperCase() } }), '/objects/9/name', 'duplicate_object'],
    'a synonym named as an object': [(c) => (c.synonyms[0].name = c.objects[0].name), '/synonyms/0/name', 'duplicate_object'],
    'a column twice': [(c) => (c.objects[at('Item')].columns[1].name = 'ID'), `/objects/ITEM/columns/1/name`, 'duplicate_column'],
    'an empty name': [(c) => (c.objects[0].name.name = ''), '/objects/0/name/name', 'invalid_name'],
    'a long name': [(c) => (c.objects[0].name.schema = 'x'.repeat(129)), '/objects/0/name/schema', 'invalid_name'],
    'a name with NUL': [(c) => (c.objects[0].name.name = 'a\u0000b'), '/objects/0/name/name', 'invalid_name'],
    'a name with half a character': [(c) => (c.objects[0].name.name = 'a\ud800'), '/objects/0/name/name', 'invalid_name'],
    'a type that does not exist': [(c) => (c.objects[at('Item')].columns[0].type = { base: 'decimal', precision: 5, scale: 6 }), '/objects/ITEM/columns/0/type/scale', 'invalid_type'],
    'a length below one': [(c) => (c.objects[at('Item')].columns[1].type.length = -1), '/objects/ITEM/columns/1/type/length', 'invalid_type'],
    'ten digits of a second': [(c) => (c.objects[at('Item')].columns[3].type.scale = 10), '/objects/ITEM/columns/3/type/scale', 'invalid_type'],
    'an identity that is no number': [(c) => (c.objects[at('Item')].columns[0].identity.seed = '1e5'), '/objects/ITEM/columns/0/identity/seed', 'invalid_number'],
    'a key over no column': [(c) => (c.objects[at('Item')].constraints[0].columns = []), '/objects/ITEM/constraints/0/columns', 'empty_key'],
    'a key over a column that is not there': [(c) => (c.objects[at('Item')].constraints[0].columns = ['Gone']), '/objects/ITEM/constraints/0/columns/0', 'unknown_column'],
    'a table whose text is null': [(c) => (c.objects[at('Item')].definition.text = null), '/objects/ITEM/definition/text', 'missing_text'],
    'more tokens covered than there are': [(c) => (c.files[0].tokens = { total: 1, covered: 2, server: 0 }), '/files/0/tokens', 'invalid_count'],
    'a synonym of nothing': [(c) => (c.synonyms[0].target = []), '/synonyms/0/target', 'invalid_name'],
  };
  test.each(Object.entries(CASES))('%s is told by its place', (_what, [breaks, pointer, code]) => {
    const given = copy();
    breaks(given);
    expect(faultsOf(given)).toContainEqual({ pointer: pointer.replace('ITEM', String(at('Item'))).replace('/objects/9', `/objects/${catalog.objects.length}`), code });
  });

  const KEYS: Readonly<Record<string, readonly [Record<string, unknown>, string, string]>> = {
    'no table': [{ references: null }, 'references', 'missing_reference'],
    'more columns than it has itself': [{ references: { table: { schema: 'dbo', name: 'Item' }, columns: ['Id', 'Name'] } }, 'references/columns', 'key_length'],
    'a column that is not there': [{ references: { table: { schema: 'dbo', name: 'Item' }, columns: ['Gone'] } }, 'references/columns/0', 'unknown_column'],
  };
  test.each(Object.entries(KEYS))('a foreign key to %s is told by its place', (_what, [change, place, code]) => {
    const given = copy();
    const line = at('Order Line');
    const key = given.objects[line].constraints.findIndex((constraint: { type: string }) => constraint.type === 'foreign_key');
    Object.assign(given.objects[line].constraints[key], change);
    expect(faultsOf(given)).toEqual([{ pointer: `/objects/${line}/constraints/${key}/${place}`, code }]);
  });

  test('many kinds at once is told all at once, up to two hundred', () => {
    const given = copy();
    given.objects[at('Item')].columns[1].name = 'Id';
    given.objects[at('Order Line')].columns[0].name = '';
    given.synonyms[0].target = [];
    expect(faultsOf(given).map(({ code }) => code)).toEqual(expect.arrayContaining(['duplicate_column', 'invalid_name']));
    given.objects = Array.from({ length: 5_000 }, () => ({}));
    expect(faultsOf(given)).toHaveLength(200);
  });
}); // prettier-ignore

describe('text that is', () => {
  const deep = '['.repeat(METADATA_DEPTH_MAX + 1) + ']'.repeat(METADATA_DEPTH_MAX + 1);
  const CASES: Readonly<Record<string, readonly [string, string, string]>> = {
    empty: ['', '', 'invalid_json'],
    'no JSON': ['CREATE TABLE x (i int)', '', 'invalid_json'],
    'cut off': ['{"objects": [{"name": "x', '', 'invalid_json'],
    'half a string': ['"\\', '', 'invalid_json'],
    'a bad escape in a name': ['{"\\x": 1}', '', 'invalid_json'],
    'nested deeply': [deep, '', 'too_deep'],
    'nested a million deep': ['['.repeat(1_000_000), '', 'too_deep'],
    'nested by objects': ['{"a":'.repeat(100_000), '', 'too_deep'],
    'too long': [`"${'x'.repeat(METADATA_CHARS_MAX)}"`, '', 'too_large'],
    'a name twice': ['{"settings": {"language": "a", "language": "b"}}', '/settings/language', 'duplicate_name'],
    'a name twice, once escaped': ['{"a": [0, {"b": 1, "\\u0062": 2}]}', '/a/1/b', 'duplicate_name'],
    'a prototype': ['{"objects": [{"__proto__": {"polluted": 1}}]}', '/objects/0/__proto__', 'forbidden_name'],
    'a constructor': ['{"constructor": {"prototype": 1}}', '/constructor', 'forbidden_name'],
    'a number': ['7', '', 'invalid_type'],
    null: ['null', '', 'invalid_type'],
    'a text in a text': ['"{}"', '', 'invalid_type'],
  };
  test.each(Object.entries(CASES))('%s is refused', (_what, [text, pointer, code]) => {
    expect(faultsOf(text)).toContainEqual({ pointer, code });
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
  });
});

describe('a value that is', () => {
  test('nested deeply is refused without recursion', () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    expect(faultsOf(value)).toEqual([{ pointer: '', code: 'too_deep' }]);
  });

  test.each([undefined, null, 7, [], {}, true])('%j is refused', (value) => {
    expect(faultsOf(value).length).toBeGreaterThan(0);
  });

  test('given with a prototype of its own is refused', () => {
    expect(faultsOf(JSON.parse('{"__proto__": {"objects": []}}'))).toEqual([{ pointer: '/__proto__', code: 'forbidden_name' }]); // prettier-ignore
  });
});
