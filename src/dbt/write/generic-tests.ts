/** Generic tests that dbt does not bring: composite keys, keys compared as the source compares, and row predicates. */
import type { Project, ProjectFile } from '../project.js';

/** `expressions` are SQL over the model's columns; two rows with the same values fail. NULLs count as equal, as in SQL Server's UNIQUE. */
const UNIQUE_KEY = `{% test unique_key(model, expressions, where_expression=none) %}

select
    {%- for expression in expressions %}
    {{ expression }} as key_{{ loop.index }},
    {%- endfor %}
    count(*) as row_count
from {{ model }}
{%- if where_expression %}
where {{ where_expression }}
{%- endif %}
group by
    {%- for expression in expressions %}
    {{ expression }}{{ "," if not loop.last }}
    {%- endfor %}
having count(*) > 1

{% endtest %}
`;

/** Rows whose key, all parts not null, has no parent fail. Both lists hold SQL over the columns of child and parent. */
const FOREIGN_KEY = `{% test foreign_key(model, expressions, to, to_expressions) %}

with child as (

    select
        {%- for expression in expressions %}
        {{ expression }} as key_{{ loop.index }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ model }}
    where
        {%- for expression in expressions %}
        {{ "and " if not loop.first }}{{ expression }} is not null
        {%- endfor %}

),

parent as (

    select
        {%- for expression in to_expressions %}
        {{ expression }} as key_{{ loop.index }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ to }}

)

select child.*
from child
left join parent
    on
        {%- for expression in expressions %}
        {{ "and " if not loop.first }}child.key_{{ loop.index }} = parent.key_{{ loop.index }}
        {%- endfor %}
where parent.key_1 is null

{% endtest %}
`;

/** A CHECK: rows for which the predicate is false fail; unknown passes, as in SQL Server. */
const EXPRESSION_HOLDS = `{% test expression_holds(model, expression) %}

select *
from {{ model }}
where not ({{ expression }})

{% endtest %}
`;

const GENERIC_TESTS: Readonly<Record<string, string>> = {
  unique_key: UNIQUE_KEY,
  foreign_key: FOREIGN_KEY,
  expression_holds: EXPRESSION_HOLDS,
};

/** Files of the generic tests that the project uses. */
export function genericTestFiles(project: Project): ProjectFile[] {
  const used = new Set(project.models.flatMap((model) => model.tests.map((test) => test.test)));
  return Object.entries(GENERIC_TESTS)
    .filter(([name]) => used.has(name))
    .map(([name, text]) => ({ path: `tests/generic/${name}.sql`, text }));
}
