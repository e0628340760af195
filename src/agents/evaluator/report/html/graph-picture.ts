/** A layered graph as inline SVG. Nodes are links, so the picture is read by keyboard and by screen readers too. */
import type { Status } from '../../evaluation.js';
import { layoutGraph, NODE, type GraphEdge, type GraphNode, type Point } from './graph-layout.js';
import { html, type Markup } from './markup.js';

export interface PictureNode extends GraphNode {
  readonly label: string;
  /** Read out and shown on hover. */
  readonly title: string;
  readonly status: Status;
  /** Anchor it links to. */
  readonly href: string;
}

const LABEL_CHARACTERS_MAX = 27;

/** `label` names the picture for screen readers. Edges whose ends are not among the nodes are left out. */
export function graphPicture(nodes: readonly PictureNode[], edges: readonly GraphEdge[], label: string): Markup {
  const { places, bends, width, height } = layoutGraph(nodes, edges);
  const lines = edges.map(({ from, to }) => {
    const start = places.get(from);
    const end = places.get(to);
    return start && end ? edgeMarkup(from, to, pathOf(start, bends.get(`${from}>${to}`) ?? [], end)) : null;
  });
  return html`<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${label}">${lines}${nodes.map((node) => nodeMarkup(node, places.get(node.id)))}</svg>`;
} // prettier-ignore

function edgeMarkup(from: string, to: string, path: string): Markup {
  return html`<path class="edge" data-from="${from}" data-to="${to}" d="${path}" />`;
}

/** From the right side of a node to the left side of another, level through every gap on the way. */
function pathOf(start: Point, bends: readonly Point[], end: Point): string {
  let x = start.x + NODE.width;
  let y = start.y + NODE.height / 2;
  let path = `M${x} ${y}`;
  for (const bend of bends) {
    path += `${curve(x, y, bend.x, bend.y + 2)}H${bend.x + NODE.width}`;
    x = bend.x + NODE.width;
    y = bend.y + 2;
  }
  return path + curve(x, y, end.x, end.y + NODE.height / 2);
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const bend = Math.max(24, Math.round(Math.abs(x2 - x1) / 2));
  return `C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

function nodeMarkup({ id, label, title, status, href }: PictureNode, place: Point | undefined): Markup | null {
  if (!place) return null;
  const { x, y } = place;
  return html`<a class="node" href="#${href}" data-node="${id}"><title>${title}</title><rect class="box" x="${x}" y="${y}" width="${NODE.width}" height="${NODE.height}" rx="3"/><rect class="mark ${status}" x="${x}" y="${y}" width="6" height="${NODE.height}"/><text x="${x + 14}" y="${y + 17}">${shorten(label)}</text></a>`;
} // prettier-ignore

/** By code points, so that no character is cut in two. */
function shorten(label: string): string {
  const characters = Array.from(label);
  return characters.length <= LABEL_CHARACTERS_MAX ? label : `${characters.slice(0, LABEL_CHARACTERS_MAX - 1).join('')}…`;
} // prettier-ignore
