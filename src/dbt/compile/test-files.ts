/** The tests of a project as templates to render: generic ones from the models, singular ones from their files. */
import type { JinjaTemplate } from '../jinja/protocol.js';
import type { Project, ProjectModel, ProjectTest } from '../project.js';
import { columnNameArgument } from '../write/properties.js';
import type { CompiledTest } from './compiled-project.js';
import { genericTestName } from './test-name.js';

/** A test before rendering. */
export interface TestFile {
  readonly uniqueId: string;
  readonly name: string;
  readonly test: CompiledTest['test'];
  readonly model: string | null;
  readonly severity: CompiledTest['severity'];
  readonly template: JinjaTemplate;
}

/** Tests of the models that are on (others are not written), and singular ones. Names that meet are numbered. */
export function testFiles(project: Project): TestFile[] {
  const generic = project.models
    .filter(({ enabled }) => enabled)
    .flatMap((model) => model.tests.map((test, index) => genericTest(model, test, index)));
  const all = [...generic, ...project.singularTests.map(singularTest)];
  const seen = new Map<string, number>();
  return all.map((file) => {
    const count = (seen.get(file.name) ?? 0) + 1;
    seen.set(file.name, count);
    const uniqueId = `test.${project.name}.${file.name}${count > 1 ? `.${count}` : ''}`;
    return { ...file, uniqueId, template: { ...file.template, id: uniqueId } };
  });
}

function genericTest(model: ProjectModel, test: ProjectTest, index: number): TestFile {
  const column = test.column === null ? {} : { column_name: columnNameArgument(test.column) };
  const args = { ...test.arguments, ...column };
  const name = genericTestName(test.test, model.model, args);
  const template = {
    id: name,
    path: `${model.path}: test ${test.test}`,
    text: `{{ test_${test.test}(**_dbt_generic_test_kwargs) }}`,
    relation: null,
    arguments: { ...args, model: `{{ ref('${model.model}') }}` },
  };
  const on = { name: test.test, column: test.column, index };
  return { uniqueId: '', name, test: on, model: model.model, severity: test.severity, template };
}

function singularTest(test: Project['singularTests'][number]): TestFile {
  const template = { id: test.name, path: test.path, text: test.text, relation: null, arguments: null };
  return { uniqueId: '', name: test.name, test: null, model: null, severity: test.severity, template };
}
