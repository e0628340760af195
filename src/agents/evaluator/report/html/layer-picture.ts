/** The lineage of a big source, gathered by layer of the project: how many objects each holds, how many links go between them. */
import type { Status } from '../../evaluation.js';
import type { Report, ReportedObject } from '../report.js';
import { html, type Markup } from './markup.js';
import { countOf, LAYER_WORDS, STATUS_WORDS, STATUSES } from './words.js';

type Layer = 'staging' | 'macros' | 'intermediate' | 'marts' | 'none';

interface LayerBox {
  readonly layer: Layer;
  readonly objects: readonly ReportedObject[];
  readonly inside: number;
}

const LAYERS: readonly Layer[] = ['staging', 'macros', 'intermediate', 'marts', 'none'];
const BOX = { width: 250, gap: 110, top: 112, margin: 12, line: 18 } as const;

export function layerPicture(report: Report): Markup {
  const links = linkCounts(report);
  const boxes = LAYERS.flatMap((layer) => {
    const objects = report.objects.filter((object) => layerOf(object) === layer);
    return objects.length > 0 ? [{ layer, objects, inside: links.get(`${layer}>${layer}`) ?? 0 }] : [];
  });
  const width = BOX.margin * 2 + boxes.length * (BOX.width + BOX.gap) - BOX.gap;
  const boxHeight = BOX.line * (4 + Math.max(0, ...boxes.map(({ objects }) => statusCounts(objects).length)));
  const height = BOX.top + boxHeight + BOX.margin;
  return html`<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${spoken(boxes, links)}">${arcs(boxes, links)}${boxes.map((box, index) => boxMarkup(box, index, boxHeight))}</svg>`;
} // prettier-ignore

function layerOf({ model, macro }: ReportedObject): Layer {
  return model?.layer ?? (macro ? 'macros' : 'none');
}

/** Links between layers, by `from>to`. */
function linkCounts(report: Report): Map<string, number> {
  const counts = new Map<string, number>();
  for (const object of report.objects)
    for (const name of object.reads) {
      const other = report.byName.get(name);
      if (!other) continue;
      const key = `${layerOf(other)}>${layerOf(object)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
}

/** Links of neighbouring layers go straight, those of others in an arc above the boxes; each with its count. */
function arcs(boxes: readonly LayerBox[], links: ReadonlyMap<string, number>): Markup[] {
  return boxes.flatMap((from, start) =>
    boxes.flatMap((to, end) => {
      const count = links.get(`${from.layer}>${to.layer}`) ?? 0;
      return start === end || count === 0 ? [] : [arc(start, end, count)];
    }),
  );
}

function arc(start: number, end: number, count: number): Markup {
  const middle = (index: number) => BOX.margin + index * (BOX.width + BOX.gap) + BOX.width / 2;
  const x1 = middle(start) + (end > start ? 40 : -40);
  const x2 = middle(end) - (end > start ? 40 : -40);
  const rise = BOX.top - Math.min(100, 34 * Math.abs(end - start)) - (end > start ? 0 : 10);
  const d = `M${x1} ${BOX.top}C${x1} ${rise} ${x2} ${rise} ${x2} ${BOX.top}`;
  const y = Math.round(BOX.top - (BOX.top - rise) * 0.75) - 4;
  return html`<path class="edge" d="${d}"/><text class="faint" x="${(x1 + x2) / 2}" y="${y}" text-anchor="middle">${count} ${end > start ? '→' : '←'}</text>`;
} // prettier-ignore

function boxMarkup({ layer, objects, inside }: LayerBox, index: number, height: number): Markup {
  const x = BOX.margin + index * (BOX.width + BOX.gap);
  const counts = statusCounts(objects);
  const lines = counts.map(([status, count], row) => html`<rect class="mark ${status}" x="${x + 12}" y="${BOX.top + 49 + row * BOX.line}" width="9" height="9"/><text x="${x + 28}" y="${BOX.top + 58 + row * BOX.line}">${count} ${STATUS_WORDS[status]}</text>`);
  const y = BOX.top + 58 + counts.length * BOX.line;
  return html`<g class="node"><rect class="box" x="${x}" y="${BOX.top}" width="${BOX.width}" height="${height}" rx="3"/><text x="${x + 12}" y="${BOX.top + 20}">${countOf(objects.length, 'object')}</text><text class="faint" x="${x + 12}" y="${BOX.top + 38}">${LAYER_WORDS[layer] ?? layer}</text>${lines}<text class="faint" x="${x + 12}" y="${y}">${inside > 0 ? countOf(inside, 'link inside', 'links inside') : ''}</text></g>`;
} // prettier-ignore

function statusCounts(objects: readonly ReportedObject[]): [Status, number][] {
  return STATUSES.flatMap((status): [Status, number][] => {
    const count = objects.filter(({ evaluated }) => evaluated.status === status).length;
    return count > 0 ? [[status, count]] : [];
  });
}

/** The picture in words. */
function spoken(boxes: readonly LayerBox[], links: ReadonlyMap<string, number>): string {
  const parts = boxes.map(({ layer, objects }) => `${layer}: ${countOf(objects.length, 'object')}`);
  const between = [...links].filter(([key]) => key.split('>')[0] !== key.split('>')[1]).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => `${countOf(count, 'link')} from ${key.replace('>', ' to ')}`);
  return `Layers. ${parts.join('; ')}. ${between.join('; ')}.`;
} // prettier-ignore
