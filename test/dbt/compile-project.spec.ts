import { compileProject } from '../../src/dbt/compile/compile-project.js';
import type { Renderer } from '../../src/dbt/compile/renderer.js';
import { renderTemplates } from '../../src/dbt/jinja/render.js';
import type { Project } from '../../src/dbt/project.js';
import { column, model, project, sourceTable, staging, test as dbtTest } from './project-factory.js';

/** Without the sandbox: the templates of these tests are our own. */
const render: Renderer = (request) =>
  Promise.resolve(new Map(renderTemplates(request).rendered.map((result) => [result.id, result])));
const compile = (part: Partial<Project>) =>
  compileProject(project(part), { render, database: 'shop', defaultSchema: 'main' });
const orders = sourceTable('Orders', [column('OrderID', 'integer')]);

describe('compiling a project', () => {
  test('writes relations as dbt does and orders models by what they read', async () => {
    const { models } = await compile({
      sources: [orders],
      models: [model('a_view', 'select 1 from {{ ref("stg_orders") }}'), staging(orders)],
    });
    expect(models.map(({ name, relation, dependsOn }) => [name, relation?.sql, dependsOn])).toEqual([
      ['stg_orders', '"shop"."dbo"."Orders"', []],
      ['a_view', '"shop"."dbo"."a_view"', ['model.shop.stg_orders']],
    ]);
    expect(models[0]?.sql).toContain('from "shop"."raw"."Orders"');
  });

  test('refuses what dbt refuses, with a code and the models at fault', async () => {
    const faults: [string, Partial<Project>, string[]][] = [
      ['DBT-CYCLE', { models: [model('a', '{{ ref("b") }}'), model('b', '{{ ref("c") }}'), model('c', '{{ ref("a") }}')] }, ['a', 'b', 'c']],
      ['DBT-CYCLE', { models: [model('a', '{{ ref("a") }}')] }, ['a']],
      ['DBT-UNKNOWN-REF', { models: [model('a', '{{ ref("nowhere") }}')] }, ['a']],
      ['DBT-UNKNOWN-REF', { models: [model('a', '{{ ref("off") }}'), model('off', '', { enabled: false })] }, ['a']],
      ['DBT-UNKNOWN-SOURCE', { models: [model('a', '{{ source("x", "y") }}')] }, ['a']],
      ['DBT-DUPLICATE', { models: [model('a', 'select 1'), model('b', 'select 1', { identifier: 'A' })] }, ['a', 'b']],
      ['JINJA-SYNTAX', { models: [model('a', 'select {{ 1 +')] }, ['a']],
      ['JINJA-UNDEFINED', { models: [model('a', 'select {{ nothing }}')] }, ['a']],
    ]; // prettier-ignore
    for (const [code, part, models] of faults) await expect(compile(part)).rejects.toMatchObject({ code, models });
  });

  test('leaves out tests that need a model that is off', async () => {
    const to = dbtTest('foreign_key', { arguments: { expressions: ['a'], to: "ref('off')", to_expressions: ['a'] } });
    const off = model('off', '', { enabled: false });
    const { tests, omitted } = await compile({ models: [model('on', 'select 1 as a', { tests: [to] }), off] });
    expect(tests).toEqual([]);
    expect(omitted).toEqual([{ uniqueId: 'test.shop.foreign_key_on_a__ref_off___a', reason: expect.stringContaining('off') }]);
  }); // prettier-ignore

  test('orders a chain of 20,000 models without running out of stack', async () => {
    const { orderGraph } = await import('../../src/dbt/compile/graph-order.js');
    const chain = Array.from({ length: 20_000 }, (_, index) => ({
      uniqueId: `m${index}`,
      dependsOn: [`m${index + 1}`],
    }));
    expect(orderGraph(chain).ordered[0]?.uniqueId).toBe('m19999');
    expect(orderGraph([...chain, { uniqueId: 'm20000', dependsOn: ['m0'] }]).cycle).toHaveLength(20_001);
  });
});
