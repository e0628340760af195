import fc from 'fast-check';
import { JSON_DEPTH_MAX, JSON_VALUES_MAX, parseStrictJson } from '../../src/common/http/strict-json.js';
import { Problem } from '../../src/common/http/problem.js';

const codeOf = (text: string): string => {
  try {
    parseStrictJson(text);
    return 'taken';
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
};
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON of strangers', () => {
  it('is read as JSON.parse reads it, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"(__proto__|constructor|prototype)"|\\u(0000|d[89a-f])/.test(text));
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('is never an internal error, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(['taken', 'invalid_json']).toContain(codeOf(text));
      }),
      { numRuns: 500 },
    );
  });

  it('is taken up to the depth that is documented, and refused one level deeper', () => {
    expect([codeOf(nested(JSON_DEPTH_MAX)), codeOf(nested(JSON_DEPTH_MAX + 1))]).toEqual(['taken', 'invalid_json']);
  });

  it('is refused in milliseconds when it is two million levels deep', () => {
    const text = nested(1_200_000);
    const tookMs = [1, 2, 3].map(() => {
      const startedMs = performance.now();
      expect(codeOf(text)).toBe('invalid_json');
      return performance.now() - startedMs;
    });
    expect(Math.min(...tookMs)).toBeLessThan(200); // the best of three: no other process interrupted it
  });

  it('takes brackets and quotes inside texts for what they are', () => {
    expect(parseStrictJson(`{"a":"[[[{\\"\\\\","b":"${'['.repeat(100)}"}`)).toEqual({
      a: '[[[{"\\',
      b: '['.repeat(100),
    });
  });

  it.each([
    ['a name twice', '{"a":1,"a":2}'],
    ['a name twice, once written with an escape', '{"a":1,"\\u0061":2}'],
    ['a name twice in an inner object', '{"x":[{"a":1,"b":{"c":1 , "c" :2}}]}'],
    ['__proto__', '{"__proto__":{"x":1}}'],
    ['__proto__ written with an escape', '{"\\u005f_proto__":1}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"x":1}}}'],
    ['nothing', ''],
    ['two values', '{} {}'],
    ['a trailing comma', '[1,]'],
    ['a text that does not end', '{"a":"b'],
    ['a NUL', '{"a":["b\\u0000"]}'],
    ['half of a surrogate pair', '{"a":"\\ud800"}'],
    ['half of a surrogate pair in a name', '{"\\udc00":1}'],
  ])('refuses %s', (_what, text) => {
    expect(codeOf(text)).toBe('invalid_json');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('lets the same name stand in different objects', () => {
    expect(parseStrictJson('[{"a":1},{"a":{"a":2}}]')).toEqual([{ a: 1 }, { a: { a: 2 } }]);
  });

  it('may have as many values as a large catalog, and not more; those are read in little time', () => {
    const numbers = (count: number): string => `[${Array.from({ length: count }, () => 1).join(',')}]`;
    expect(codeOf(numbers(JSON_VALUES_MAX))).toBe('taken');
    expect(codeOf(numbers(JSON_VALUES_MAX + 1))).toBe('invalid_json');
    const { user } = process.cpuUsage();
    const names = Array.from({ length: 400_000 }, (_, at) => `"name ${at}":${at}`);
    expect(codeOf(`{${names.join(',')}}`)).toBe('taken');
    expect(process.cpuUsage().user - user).toBeLessThan(3_000_000);
  });
});
