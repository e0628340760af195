/** The file of one model: config block, then its SQL; a model that needs review raises its code when it is switched on. */
import type { ProjectModel } from '../project.js';
import { REVIEW_VAR } from './settings.js';

/** Lines the config block takes before the SQL: the line map of a model is shifted by it. */
export function headerLines(model: ProjectModel): number {
  return header(model).split('\n').length - 1;
}

export function modelText(model: ProjectModel): string {
  const body = model.enabled ? model.sql : reviewBody(model);
  return `${header(model)}${body.trimEnd()}\n`;
}

/** The config block of a model, as its file begins. */
export function configBlock(model: Pick<ProjectModel, 'materialized' | 'schema' | 'identifier' | 'enabled'>): string {
  return header(model).trim();
}

function header(model: Pick<ProjectModel, 'materialized' | 'schema' | 'identifier' | 'enabled'>): string {
  const settings = [
    `materialized=${jinjaString(model.materialized)}`,
    `schema=${jinjaString(model.schema)}`,
    `alias=${jinjaString(model.identifier)}`,
  ];
  if (!model.enabled) settings.push(`enabled=var('${REVIEW_VAR}', false)`, `tags=['needs_review']`);
  return `{{\n    config(\n${settings.map((setting) => `        ${setting},`).join('\n')}\n    )\n}}\n\n`;
}

function reviewBody(model: ProjectModel): string {
  const { code, message } = model.review ?? { code: 'NEEDS-REVIEW', message: 'See REVIEW.md.' };
  const text = jinjaString(`${code} ${model.object}: ${message}`);
  const raise = `{% if execute %}{{ exceptions.raise_compiler_error(${text}) }}{% endif %}`;
  const columns = model.columns.length > 0 ? model.columns : [{ name: 'needs_review', targetType: 'varchar' }];
  const items = columns.map(({ name, targetType }) => `    cast(null as ${targetType || 'varchar'}) as ${quoteIdentifier(name)}`); // prettier-ignore
  return `${raise}\n\nselect\n${items.join(',\n')}\nwhere false`;
}

/**
 * A Jinja string literal. Braces are broken up so that no text of the source can open a Jinja block. The quote is one that the text
 * does not hold, where there is one: dbt's own quick reader of `ref` and `source` takes a name as it stands, escapes and all.
 */
export function jinjaString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const parting = `${quote} ~ ${quote}`;
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n')
    .replace(/([{}%#])(?=[{}%#])/g, `$1${parting}`);
  const literal = `${quote}${escaped}${quote}`;
  return escaped.includes(parting) ? `(${literal})` : literal;
}

/** A quoted identifier of DuckDB and PostgreSQL. Braces of Jinja cannot stand in it: they are written by Jinja itself. */
export function quoteIdentifier(name: string): string {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  return /[{][{%#]/.test(quoted) ? `{{ ${jinjaString(quoted)} }}` : quoted;
}
