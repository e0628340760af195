import { dbt } from '../support/dbt.js';
import { postgres } from '../support/postgres.js';
import { describeIf } from '../support/requirement.js';
import { bothOnDuckDb, bothOnPostgres } from './agreement.js';
import { column, model, project, sourceTable, staging, test as dbtTest } from './project-factory.js';

const customers = sourceTable('Customers', [
  column('CustomerID', 'integer'),
  column('Name', 'varchar'),
  column('Born', 'date'),
]);
const orders = sourceTable('Orders', [column('OrderID', 'integer'), column('LineNo', 'smallint'), column('CustomerID', 'integer'), column('Total', 'decimal(10,2)'), column('Paid', 'boolean')]); // prettier-ignore
const targets = [
  { target: 'duckdb', needs: [dbt], build: bothOnDuckDb },
  { target: 'postgres', needs: [dbt, postgres], build: bothOnPostgres },
] as const;
const stored = {
  Customers: [['1', 'Ada', '1990-01-02'], ['2', "O'Neil", null], ['3', 'Ann {{ x }} {% y %}', '2000-02-29']],
  Orders: [['10', '1', '1', '12.50', '1'], ['10', '2', '1', '0.00', '0'], ['10', '2', '2', null, null], ['11', '1', '9', '-3.10', '1']],
}; // prettier-ignore

jest.setTimeout(240_000);

for (const { target, needs, build } of targets)
  describeIf(needs, `the embedded runner agrees with dbt-core on ${target}`, () => {
    test('about tests that pass, warn and fail, composite keys and composite foreign keys', async () => {
      const { ours, theirs, dbt: real } = await build(
      project({
 target,
        sources: [customers, orders],
        models: [
          staging(customers, {
            tests: [
              dbtTest('not_null', { column: 'CustomerID' }),
              dbtTest('unique', { column: 'CustomerID' }),
              dbtTest('not_null', { column: 'Born', severity: 'warn' }),
              dbtTest('accepted_values', { column: 'Name', arguments: { values: ['Ada', 'Bo'] }, severity: 'warn' }),
              dbtTest('accepted_values', { column: 'CustomerID', arguments: { values: [1, 2, 3], quote: false } }),
            ],
          }),
          staging(orders, {
            tests: [
              dbtTest('unique_key', { arguments: { expressions: ['"OrderID"', '"LineNo"'] } }),
              dbtTest('unique_key', { arguments: { expressions: ['"OrderID"', '"LineNo"'], where_expression: '"Paid"' }, severity: 'warn' }),
              dbtTest('foreign_key', { arguments: { expressions: ['"CustomerID"'], to: "ref('stg_customers')", to_expressions: ['"CustomerID"'] } }),
              dbtTest('foreign_key', { arguments: { expressions: ['"OrderID"', '"LineNo"'], to: "ref('stg_orders')", to_expressions: ['"OrderID"', '"LineNo"'] } }),
              dbtTest('relationships', { column: 'CustomerID', arguments: { to: "ref('stg_customers')", field: '"CustomerID"' }, severity: 'warn' }),
              dbtTest('expression_holds', { arguments: { expression: '"Total" > 0' } }),
              dbtTest('expression_holds', { arguments: { expression: '"Total" < 1000' } }),
              dbtTest('expression_holds', { arguments: { expression: "\"Total\" is not null or \"Paid\" is null or 'a long text that makes the name long' = ''" } }),
            ],
          }),
        ],
        singularTests: [
          { name: 'open_reviews', path: 'tests/open_reviews.sql', text: "{{ config(severity='warn') }}\n\nselect 1 as one union all select 2\n", severity: 'warn' },
          { name: 'no_free_orders', path: 'tests/no_free_orders.sql', text: 'select * from {{ ref("stg_orders") }} where "Total" = 0', severity: 'error' },
        ],
      }),
      stored,
    ); // prettier-ignore
      expect(ours).toEqual(theirs);
      expect(ours.nodes).toHaveLength(17);
      expect(real.output).toContain('PASS=');
    });

    test('about models that fail, what they make skip, and tests that block', async () => {
      const failing = dbtTest('not_null', { column: 'Born' });
      const { ours, theirs } = await build(
      project({
 target,
        sources: [customers, orders],
        models: [
          staging(customers, { tests: [failing] }),
          staging(orders),
          model('after_failed_test', 'select * from {{ ref("stg_customers") }}', { columns: [column('Name', 'varchar')], tests: [dbtTest('not_null', { column: 'Name' })] }),
          model('broken', 'select no_such_column from {{ ref("stg_orders") }}', { columns: [column('x', 'integer')], tests: [dbtTest('not_null', { column: 'x' })] }),
          model('after_broken', 'select * from {{ ref("broken") }} join {{ ref("stg_orders") }} using ("OrderID")'),
          model('fails_when_read', "select cast(\"OrderID\" || 'x' as integer) as n from {{ ref('stg_orders') }}"),
          model('table_that_fails', "select cast(\"OrderID\" || 'x' as integer) as n from {{ ref('stg_orders') }}", { materialized: 'table' }),
          model('after_both', 'select 1 as one from {{ ref("stg_orders") }} -- a comment at the end', { materialized: 'incremental' }),
          model('child_of_pair', 'select 1 as one from {{ ref("pair") }}'),
          model('pair', 'select 1 as one from {{ ref("stg_orders") }}, {{ ref("after_both") }}', { columns: [column('one', 'integer')], tests: [dbtTest('relationships', { column: 'one', arguments: { to: 'ref("stg_orders")', field: '"OrderID"' } })] }),
        ],
      }),
      stored,
    ); // prettier-ignore
      expect(ours).toEqual(theirs);
      expect(ours.nodes).toContain('fails_when_read success');
      expect(ours.nodes).toContain('child_of_pair skipped');
    });

    test('about models that are switched off, with and without the variable that switches them on', async () => {
      const review = { code: 'TSQL-XML', message: "The text has 'quotes', \\ and {{ braces }}." };
      const off = project({
 target,
      sources: [customers],
      models: [
        staging(customers),
        model('off', '', { enabled: false, review, columns: [column('a "b"', 'integer')], tests: [dbtTest('not_null', { column: 'a "b"' })] }),
        model('on', 'select * from {{ ref("stg_customers") }}', { tests: [dbtTest('foreign_key', { arguments: { expressions: ['"Name"'], to: "ref('off')", to_expressions: ['"Name"'] } })] }),
      ],
    }); // prettier-ignore
      const without = await build(off, stored);
      expect(without.ours).toEqual(without.theirs);
      expect(without.ours.nodes).toEqual(['on success', 'stg_customers success']);
      const vars = { include_needs_review: true };
      const with_ = await build(off, stored, { vars });
      expect(with_.ours).toEqual(with_.theirs);
      expect(with_.ours.nodes).toContain('off error');
      expect(with_.run.nodes.find(({ name }) => name === 'off')?.problem).toMatchObject({ code: 'JINJA-RAISED' });
    });

    test('about names with spaces, quotes, emoji and braces', async () => {
      const names = [
        'Order ID',
        'a "quoted" one',
        '😀 emoji',
        '{{ braces }}',
        '{% block %}',
        '{# note #}',
        "it's",
        'back\\slash',
        'ก ไทย',
        'select',
      ];
      const odd = sourceTable(
        'Odd "Table" {{ x }} 😀',
        names.map((name) => column(name, 'integer')),
        { rowsKey: 'Odd' },
      );
      const { ours, theirs } = await build(
      project({
 target,
        sources: [odd],
        models: [
          staging(odd, {
            model: 'stg_odd',
            path: 'models/staging/shop/stg_odd.sql',
            schema: 'Sales Area',
            identifier: "It's an \\ Odd Table {{ x }} {% 😀",
            description: 'A {{ description }} with {% marks %}, {%- endraw %} and\n\ttwo lines',
            columns: names.map((name) => column(name, 'integer', { description: 'with {{ braces }}' })),
            tests: names.flatMap((name) => [dbtTest('not_null', { column: name }), dbtTest('unique', { column: name, severity: 'warn' })]),
          }),
          model('reads_odd', 'select * from {{ ref("stg_odd") }}'),
        ],
      }),
      { Odd: [names.map((_, index) => String(index)), names.map((_, index) => (index % 2 ? null : String(index)))] },
    ); // prettier-ignore
      expect(ours).toEqual(theirs);
      expect(ours.nodes).toHaveLength(2 + 2 * names.length);
    });

    test('about ephemeral models, macros, variables and generated schemas', async () => {
      const { ours, theirs } = await build(
      project({
 target,
        sources: [customers],
        macros: [
          { name: 'twice', path: 'macros/functions/twice.sql', text: '{% macro twice(x, times=2) -%}\n({{ x }} * {{ times }})\n{%- endmacro %}\n', object: null },
          { name: 'listed', path: 'macros/functions/listed.sql', text: '{% macro listed(items) %}{% set out = [] %}{% for item in items if item > 1 %}{{ item }}{{ ", " if not loop.last }}{% else %}none{% endfor %}{% endmacro %}\n', object: null },
        ],
        models: [
          staging(customers, { materialized: 'ephemeral', tests: [dbtTest('not_null', { column: 'Born', severity: 'warn' })] }),
          model('inner_cte', 'with a as (select * from {{ ref("stg_customers") }}) select * from a', { materialized: 'ephemeral' }),
          model('reads_cte', '-- with a comment\nwith recursive b as (select * from {{ ref("inner_cte") }}) select b.* from b join {{ ref("stg_customers") }} using ("CustomerID")'),
          model('calls', "select {{ twice('3 + 1') }} as a, {{ twice(4, times=3) }} as b, '{{ listed([1, 2, 3]) }}' as c, {{ var('limit', 7) }} as d, '{{ target.schema }}' as e, '{{ this | replace(target.database, \"db\") }}' as f{% if is_incremental() %}, 1 as g{% endif %}{%- raw %}, '{{ raw }}' as h{% endraw -%}\n , '{{ \"it''s\" }}' as i", { materialized: 'table', schema: 'Other' }),
        ],
      }),
      stored,
    ); // prettier-ignore
      expect(ours).toEqual(theirs);
      expect(ours.relations['BASE TABLE "Other"."calls"']).toHaveLength(2);
    });
  });
