/** The lineage picture: all objects of a small source; of a big one the layers, and at each object its neighbours. */
import type { Report, ReportedObject } from '../report.js';
import { graphPicture, type PictureNode } from './graph-picture.js';
import { layerPicture } from './layer-picture.js';
import { html, type Markup } from './markup.js';
import { countOf, STATUS_WORDS } from './words.js';

/** Objects that one picture shows; more could not be read. */
const PICTURE_OBJECTS_MAX = 150;
const NEIGHBOURS_MAX = 8;
const LONE_NAMES_MAX = 300;

export function lineageSection(report: Report): Markup {
  const lone = report.objects.filter((object) => object.reads.length + object.readBy.length === 0);
  return html`<section aria-labelledby="lineage">
    <h2 id="lineage">Lineage</h2>
    ${isBig(report) ? layers(report) : wholePicture(report.linked)} ${loneObjects(lone)}
  </section>`;
}

function isBig(report: Report): boolean {
  return report.linked.length > PICTURE_OBJECTS_MAX;
}

function wholePicture(objects: readonly ReportedObject[]): Markup {
  if (objects.length === 0) return html`<p>No object reads another.</p>`;
  const edges = objects.flatMap((object) => object.reads.map((name) => ({ from: name, to: object.evaluated.name })));
  const ids = new Map(objects.map((object) => [object.evaluated.name, object.id]));
  const nodes = objects.map((object) => pictureNode(object, object.planned?.wave ?? 0));
  const drawn = edges.map(({ from, to }) => ({ from: ids.get(from) ?? '', to: ids.get(to) ?? '' }));
  return html`<p class="muted">Left is read by right. Each box links to the object.</p>
    <div class="tall" tabindex="0" role="region" aria-label="Lineage picture">
      ${graphPicture(nodes, drawn, 'Lineage of all objects')}
    </div>`;
}

function layers(report: Report): Markup {
  return html`<p class="muted">
      The source is too big for one picture of all its objects: these are its layers. Each object below shows its own
      neighbours.
    </p>
    <div class="tall" tabindex="0" role="region" aria-label="Lineage picture">${layerPicture(report)}</div>`;
}

/** Direct neighbours of one object; only where the whole picture is not shown. Every neighbour is in the lists of names. */
export function neighbourhood(report: Report, object: ReportedObject): Markup | null {
  if (!isBig(report) || object.reads.length + object.readBy.length === 0) return null;
  const left = objectsOf(report, object.reads.slice(0, NEIGHBOURS_MAX));
  const right = objectsOf(report, object.readBy.slice(0, NEIGHBOURS_MAX));
  const nodes = [...left.map((other) => pictureNode(other, 0)), pictureNode(object, 1), ...right.map((other) => pictureNode(other, 2))];
  const edges = [...left.map((other) => ({ from: other.id, to: object.id })), ...right.map((other) => ({ from: object.id, to: other.id }))];
  const more = object.reads.length - left.length + (object.readBy.length - right.length);
  return html`<h4>Neighbours</h4><div class="scroll">${graphPicture(nodes, edges, `Neighbours of ${object.evaluated.name}`)}</div>${more > 0 ? html`<p class="muted">and ${more} more</p>` : null}`;
} // prettier-ignore

function objectsOf(report: Report, names: readonly string[]): ReportedObject[] {
  return names.flatMap((name) => report.byName.get(name) ?? []);
}

function pictureNode(object: ReportedObject, layer: number): PictureNode {
  const { name, kind, status } = object.evaluated;
  return { id: object.id, layer, label: name, title: `${name}, ${kind}, ${STATUS_WORDS[status]}`, status, href: object.id };
} // prettier-ignore

function loneObjects(lone: readonly ReportedObject[]): Markup | null {
  if (lone.length === 0) return null;
  const names = lone.slice(0, LONE_NAMES_MAX).map(({ id, evaluated }) => html` <a class="mono" href="#${id}">${evaluated.name}</a>`); // prettier-ignore
  return html`<details><summary>${countOf(lone.length, 'object')} that neither reads another nor is read</summary><p>${names}${lone.length > LONE_NAMES_MAX ? ' and more' : ''}</p></details>`; // prettier-ignore
}
