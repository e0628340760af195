/** How compiled SQL names relations: `ref()` of a model, `source()` of another database's table. */
import type { RelationNamer } from '../../compiler/compile.js';
import { jinjaString } from '../../dbt/write/model-text.js';
import type { MigrationOptions } from '../options.js';
import { externalSource } from '../planner/external-sources.js';
import type { Plan } from '../planner/plan.js';

export function relationNamer(plan: Plan, options: MigrationOptions): RelationNamer {
  const models = new Map(
    plan.objects.flatMap((object) => (object.model ? [[object.name.toLowerCase(), object.model.model] as const] : [])),
  );
  return {
    relation: (name, external) => {
      if (external) {
        const parts = [external.server ?? '', external.database, name.schema, name.name];
        const { source, table } = externalSource(parts.join('.'), options);
        return `{{ source(${jinjaString(source)}, ${jinjaString(table)}) }}`;
      }
      const model = models.get(`${name.schema}.${name.name}`.toLowerCase());
      return model === undefined ? null : `{{ ref('${model}') }}`;
    },
  };
}
