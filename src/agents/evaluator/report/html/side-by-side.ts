/** Original and model beside each other. Line numbers are links to the partner line, by the compiler's line map. */
import { headerLines, modelText } from '../../../../dbt/write/model-text.js';
import type { ReportedObject } from '../report.js';
import { html, type Markup } from './markup.js';

const LINES_MAX = 1500;
const LINE_CHARACTERS_MAX = 1000;
/** Text of all originals and models on one page, in characters of markup. What comes after it is named, not shown. */
const PAGE_CHARACTERS_MAX = 18_000_000;

interface Links {
  /** Line of the original -> first line of the model's file. */
  readonly toModel: ReadonlyMap<number, number>;
  /** Line of the model's file -> line of the original. */
  readonly toSource: ReadonlyMap<number, number>;
}

const NO_LINKS: Links = { toModel: new Map(), toSource: new Map() };

/** Keeps count of what the page already holds. */
export class SideBySide {
  private written = 0;

  pair(object: ReportedObject): Markup | null {
    const original = object.source?.definition.text ?? null;
    const project = projectFile(object);
    if (original === null && project === null) return null;
    if (this.written > PAGE_CHARACTERS_MAX) return html`<p class="muted">The page is full: see ${object.source?.definition.place.file ?? ''} and ${project?.path ?? ''} themselves.</p>`; // prettier-ignore
    const links = linksOf(object);
    const figures = html`<h4>Original and model</h4>
      <div class="pair">${this.original(object, links)}${this.project(object, links)}</div>`;
    this.written += figures.text.length;
    return figures;
  }

  /** Anchor of a line of the original when the page shows it. */
  sourceAnchor(object: ReportedObject, file: string, line: number): string | null {
    const definition = object.source?.definition;
    if (!definition || definition.text === null || definition.place.file !== file) return null;
    if (this.written > PAGE_CHARACTERS_MAX || !linksOf(object).toModel.has(line)) return null;
    return line < definition.place.line + LINES_MAX ? `${object.id}s${line}` : null;
  }

  private original(object: ReportedObject, links: Links): Markup {
    const definition = object.source?.definition;
    if (!definition || definition.text === null) return html`<figure><figcaption>The original cannot be read.</figcaption></figure>`; // prettier-ignore
    const { file, line: first } = definition.place;
    const lines = linesOf(definition.text).map((text, index) =>
      lineMarkup(`${object.id}s`, first + index, text, partner(`${object.id}m`, links.toModel.get(first + index))),
    );
    return figure(`Original, ${file} from line ${first}`, lines, file);
  }

  private project(object: ReportedObject, links: Links): Markup {
    const found = projectFile(object);
    if (!found) return html`<figure><figcaption>Nothing was written for it.</figcaption></figure>`;
    const lines = linesOf(found.text).map((text, index) =>
      lineMarkup(`${object.id}m`, index + 1, text, partner(`${object.id}s`, links.toSource.get(index + 1))),
    );
    const hint = links.toSource.size > 0 ? '; line numbers link to the original' : '';
    return figure(`Project, ${found.path}${hint}`, lines, found.path);
  }
}

/** What the project holds for an object: a model, or a macro. */
function projectFile({ model, macro }: ReportedObject): { path: string; text: string } | null {
  if (model) return { path: model.path, text: modelText(model) };
  return macro ? { path: macro.path, text: macro.text } : null;
}

/** The line map counts lines of the SQL; a model's file has its config block before it. A switched-off model holds no SQL to link. */
function linksOf({ model, source }: ReportedObject): Links {
  const place = source?.definition.place;
  if (!model?.enabled || !place || source?.definition.text == null) return NO_LINKS;
  const last = place.line + Math.min(LINES_MAX, linesOf(source.definition.text).length) - 1;
  const shift = headerLines(model);
  const toModel = new Map<number, number>();
  const toSource = new Map<number, number>();
  for (const { line, sourceFile, sourceLine } of model.lineMap) {
    if (sourceFile !== place.file || sourceLine < place.line || sourceLine > last || line + shift > LINES_MAX) continue;
    if (!toSource.has(line + shift)) toSource.set(line + shift, sourceLine);
    if (!toModel.has(sourceLine)) toModel.set(sourceLine, line + shift);
  }
  return { toModel, toSource };
}

/** Ends of lines are as editors count them: CR, LF and CRLF are one each. */
function linesOf(text: string): string[] {
  return text.replace(/\s+$/, '').split(/\r\n|\r|\n/);
}

function partner(prefix: string, line: number | undefined): string | null {
  return line === undefined ? null : `${prefix}${line}`;
}

/** Only linked lines carry an id: on a big page that is half of its size. */
function lineMarkup(prefix: string, number: number, text: string, target: string | null): Markup {
  const cut = text.length > LINE_CHARACTERS_MAX ? `${text.slice(0, LINE_CHARACTERS_MAX)}...` : text;
  if (target === null) return html`<span><i>${number}</i>${cut}</span>`;
  return html`<span id="${prefix}${number}"><a href="#${target}">${number}</a>${cut}</span>`;
}

function figure(caption: string, lines: readonly Markup[], file: string): Markup {
  const more = lines.length - LINES_MAX;
  return html`<figure><figcaption>${caption}</figcaption><pre class="code" tabindex="0" role="region" aria-label="${caption}">${lines.slice(0, LINES_MAX)}</pre>${more > 0 ? html`<p class="muted">and ${more} more lines in ${file}</p>` : null}</figure>`;
} // prettier-ignore
