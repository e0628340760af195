import { renderTemplates } from '../../src/dbt/jinja/render.js';

const request = { execute: true, target: { schema: 'main' }, vars: { given: 1 }, macros: [], models: { m: '"d"."s"."m"' }, sources: [] }; // prettier-ignore

function render(text: string, macros: { path: string; text: string }[] = []) {
  const template = { id: 't', path: 'models/t.sql', text, relation: '"d"."s"."t"', arguments: null };
  const { rendered, macroProblem } = renderTemplates({ ...request, macros, templates: [template] });
  return { text: rendered[0]?.text, problem: rendered[0]?.problem ?? macroProblem, ...rendered[0] };
}

describe('rendering a dbt template', () => {
  test("keeps Jinja's own rules of white space and trailing line ends", () => {
    const cases: [string, string][] = [
      ['a\n', 'a'],
      ['a\n\n', 'a\n'],
      ['  {% if true %}\n  b\n  {% endif %}\n', '  \n  b\n  '],
      ['a {%- if true -%} \n b {%- endif %} c', 'ab c'],
      ['a {#- x -#} b', 'ab'],
      ['{% raw %}{{ x }}{% endraw %}', '{{ x }}'],
      ["{{ '}}' }}{{ {'a': {'b': 1}}['a']['b'] }}", '}}1'],
      ['{{-1}}|{{ -1 }}', '1|-1'],
    ];
    for (const [template, text] of cases) expect([template, render(template).text]).toEqual([template, text]);
  });

  test('runs do, macros, defaults and what dbt offers', () => {
    const macros = [
      { path: 'macros/m.sql', text: '{% macro twice(x, n=2) %}{{ x }}*{{ n }} from {{ ref("m") }}{% endmacro %}' },
    ];
    const { text, refs, config } = render("{{ config(materialized='table', tags=['a']) }}{% do [1].append %}{{ twice(3) }} {{ this }} {{ var('given') }}{{ var('other', 'x') }}", macros); // prettier-ignore
    expect(text).toBe('3*2 from "d"."s"."m" "d"."s"."t" 1x');
    expect(refs).toEqual(['m']);
    expect(config).toEqual({ materialized: 'table', tags: ['a'] });
  });

  test('says the code, the file and the line of what is wrong', () => {
    const cases: [string, string, number][] = [
      ['a\nb {{ x', 'JINJA-SYNTAX', 2],
      ['a\n\n{{ 1 + }}', 'JINJA-SYNTAX', 3],
      ['a\n{% if true %}\n', 'JINJA-SYNTAX', 2],
      ['a\n{{ nothing }}', 'JINJA-UNDEFINED', 2],
      ['\n\n{{ ref("gone") }}', 'JINJA-UNKNOWN-RELATION', 3],
      ['\n{{ var("gone") }}', 'JINJA-UNKNOWN-VAR', 2],
      ['{{ env_var("PATH") }}', 'JINJA-ENV-VAR-DENIED', 1],
      ['{{ exceptions.raise_compiler_error("CODE text") }}', 'JINJA-RAISED', 1],
      ['\n{% snapshot x %}{% endsnapshot %}', 'JINJA-UNSUPPORTED', 2],
    ];
    for (const [template, code, line] of cases)
      expect([template, render(template).problem]).toEqual([template, expect.objectContaining({ code, line, path: 'models/t.sql' })]); // prettier-ignore
    const broken = render('x', [{ path: 'macros/bad.sql', text: '\n{% macro x( %}' }]);
    expect(broken.problem).toMatchObject({ code: 'JINJA-SYNTAX', path: 'macros/bad.sql', line: 2 });
  });

  test('stops what has no end, grows without bound or nests too deeply', () => {
    const bombs = [
      '{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}',
      '{{ range(1000000000) }}',
      "{% set ns = namespace(x='aaaaaaaaaa') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
      '{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}',
      `{{ ${'('.repeat(20_000)}1${')'.repeat(20_000)} }}`,
      "{% for i in range(99999) %}{{ 'a text of some forty characters or more' * 1 }}{{ 'a text of some forty characters or more' }}{% endfor %}".replace(' * 1', ''),
    ]; // prettier-ignore
    for (const bomb of bombs) expect(render(bomb).problem).toMatchObject({ code: 'JINJA-LIMIT' });
  });

  test('gives templates no way to JavaScript', () => {
    for (const text of ["{{ ref.constructor('return process')() }}", "{{ ''.constructor }}", '{{ config.__proto__ }}', '{{ process }}'])
      expect(render(text).text).toBe('');
  }); // prettier-ignore
});
