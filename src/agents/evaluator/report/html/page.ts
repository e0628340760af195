/** `migration_report.html`: one file that opens from disk, asks the network for nothing, and reads without its script. */
import type { Report } from '../report.js';
import { html } from './markup.js';

export function reportPage(report: Report): string {
  const rows = report.objects.map(({ evaluated }) => html`<tr><td>${evaluated.name}</td><td>${evaluated.status}</td></tr>`);
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${report.evaluation.source}</title></head><body><table>${rows}</table></body></html>\n`.text;
} // prettier-ignore
