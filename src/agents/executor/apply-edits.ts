/** A person's SQL in the place of the compiler's. Who wrote it changes nothing about how it is tested. */
import type { Finding } from '../../catalog/catalog.js';
import { JinjaError } from '../../dbt/jinja/jinja-error.js';
import { segmentsOf } from '../../dbt/jinja/segments.js';
import type { ProjectModel } from '../../dbt/project.js';
import { configBlock } from '../../dbt/write/model-text.js';
import type { ModelEdit } from './model-edit.js';
import { textOfEdit } from './text-of-edit.js';

/** Models with the edits in them; an edit that names none of them is a finding. */
export interface EditedModels {
  readonly models: ProjectModel[];
  readonly findings: Finding[];
}

/** Code of an edit whose SQL cannot be used as it stands. */
export const EDIT_REFUSED_CODE = 'EDIT-REFUSED';

export function applyEdits(models: readonly ProjectModel[], edits: readonly ModelEdit[]): EditedModels {
  const byModel = new Map(edits.map((edit) => [edit.model, edit.sql]));
  const edited = models.map((model) => {
    const sql = byModel.get(model.model);
    return sql === undefined ? model : editedModel(model, sql);
  });
  const known = new Set(models.map(({ model }) => model));
  const findings = [...byModel.keys()].filter((name) => !known.has(name)).map(noSuchModel);
  return { models: edited, findings };
}

function noSuchModel(name: string): Finding {
  const message = `The project has no model ${name} (any more), so what a person wrote for it is not used.`;
  return { code: 'EDIT-NO-MODEL', severity: 'warning', message, place: null };
}

/** What the compiler found about its own text does not hold for this one. Its columns do: a model stands for an object that has them. */
function editedModel(model: ProjectModel, text: string): ProjectModel {
  const { config, body } = textOfEdit(text);
  const findings = config === null || isConfigOf(model, config) ? [] : [CONFIG_NOT_KEPT];
  const refused = refusalOf(body);
  const base = { ...model, sql: body, authorKind: 'human' as const, lineMap: [] };
  if (refused === null) return { ...base, ...readsOf(body), enabled: true, review: null, findings };
  const finding: Finding = { code: EDIT_REFUSED_CODE, severity: 'error', message: refused, place: null };
  const review = { code: EDIT_REFUSED_CODE, message: refused };
  return { ...base, enabled: false, review, tests: [], refs: [], sources: [], findings: [...findings, finding] };
}

const CONFIG_NOT_KEPT: Finding = {
  code: 'EDIT-CONFIG',
  severity: 'warning',
  message: 'The config block of the edit is not kept: materialisation, schema and alias of a model follow the plan.',
  place: null,
};

/** The block that the file was given with, switched on or off, says nothing new. */
function isConfigOf(model: ProjectModel, config: string): boolean {
  const plain = (text: string): string => text.replace(/\s+/g, '');
  return [true, false].some((enabled) => plain(configBlock({ ...model, enabled })) === plain(config));
}

/** Null when the text may be tried. */
function refusalOf(body: string): string | null {
  if (body.trim() === '') return 'The text holds no SQL.';
  try {
    const tags = segmentsOf(body).filter(({ kind }) => kind !== 'text');
    if (tags.some(({ text }) => /\bconfig\b/.test(withoutStrings(text))))
      return 'config() may stand in one block at the top only: materialisation, schema and alias of a model follow the plan.';
    return null;
  } catch (error) {
    if (!(error instanceof JinjaError)) throw error;
    return `The template cannot be read: ${error.message}`;
  }
}

const JINJA_STRING = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/g;

function withoutStrings(text: string): string {
  return text.replace(JINJA_STRING, '""');
}

/** Calls as they stand in the text. One that is put together at run time is seen when the project is compiled. */
function readsOf(body: string): Pick<ProjectModel, 'refs' | 'sources'> {
  const tags = segmentsOf(body).filter(({ kind }) => kind !== 'text');
  const refs = new Set<string>();
  const sources = new Map<string, [string, string]>();
  for (const { text } of tags) {
    for (const [, , name = ''] of text.matchAll(REF)) refs.add(unescaped(name));
    for (const [, , source = '', , table = ''] of text.matchAll(SOURCE))
      sources.set(`${source}\u0000${table}`, [unescaped(source), unescaped(table)]);
  }
  return { refs: [...refs].sort(), sources: [...sources.values()] };
}

const REF = /\bref\(\s*(['"])((?:(?!\1)[^\\]|\\[^])*)\1\s*\)/g;
const SOURCE = /\bsource\(\s*(['"])((?:(?!\1)[^\\]|\\[^])*)\1\s*,\s*(['"])((?:(?!\3)[^\\]|\\[^])*)\3\s*\)/g;

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
