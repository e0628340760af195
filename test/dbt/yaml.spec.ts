import { parse } from 'yaml';
import { yamlText } from '../../src/dbt/write/yaml.js';

const ODD = ['on', 'Yes', 'n', '~', 'null', '=', '<<', '12:30', '1_000', '017', '0o7', '1e3', '.inf', '2001-01-01', 'a: b', 'a #b', '- x', '{{ x }}', '', ' x', 'x ', 'tab\there', 'line\nbreak', 'next\u0085line', 'sep\u2028arator', '\u0000', '\u007f', '😀', "it's", 'say "x"', '*a', '&a', '!a', '@a', '`a', '%a', '|', '>', '\\u0041', 'ก']; // prettier-ignore

describe('YAML of a project', () => {
  test('gives every string back, as keys and as values, by the rules of YAML 1.1 and 1.2', () => {
    const value = { list: ODD, map: Object.fromEntries(ODD.map((text) => [text, text])) };
    for (const version of ['1.1', '1.2'] as const)
      expect(parse(yamlText(value), { version, merge: false })).toEqual(value);
  });

  test('leaves plain what is plain everywhere', () => {
    expect(yamlText({ name: 'stg_a', description: 'Orders of a customer (old)', n: 1, b: true })).toBe(
      'name: stg_a\ndescription: Orders of a customer (old)\n"n": 1\nb: true\n',
    );
  });
});
