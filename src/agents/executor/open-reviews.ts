/** A test that says on every build how many models are off. */
import type { Project } from '../../dbt/project.js';
import { quoteIdentifier } from '../../dbt/write/model-text.js';

/** Warns with one row for each model that waits for a person; no row when none does. */
export function openReviewsTest(project: Project): Project['singularTests'][number] {
  const open = project.models.filter((model) => !model.enabled);
  const literal = (text: string) => `'${text.replaceAll("'", "''").replace(/([{}%#])(?=[{}%#])/g, '$1 ')}'`;
  const rows = open.map((model) => `select ${literal(model.object)} as ${quoteIdentifier('object')}, ${literal(model.review?.code ?? '')} as ${quoteIdentifier('code')}`); // prettier-ignore
  const body = rows.length > 0 ? rows.join('\nunion all\n') : `select '' as "object", '' as "code" where false`;
  return {
    name: 'open_reviews',
    path: 'tests/open_reviews.sql',
    text: `{{ config(severity='warn') }}\n\n-- One row for each model that is switched off; REVIEW.md says what to do.\n${body}\n`,
    severity: 'warn',
  };
}
