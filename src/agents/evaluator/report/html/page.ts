/** `migration_report.html`: one file that opens from disk, asks the network for nothing, and reads without its script. */
import { createHash } from 'node:crypto';
import { isOpen, type Report } from '../report.js';
import { hazardSection } from './hazard-section.js';
import { inputSection } from './input-section.js';
import { lineageSection } from './lineage-section.js';
import { html, trusted, type Markup } from './markup.js';
import { objectTable } from './object-table.js';
import { ObjectSections } from './object-section.js';
import { codeAnchors } from './code-anchors.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';
import { summarySection } from './summary-section.js';
import { countOf } from './words.js';

export function reportPage(report: Report): string {
  const anchors = codeAnchors(report);
  const title = `${report.evaluation.source} for ${report.evaluation.target}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Migration report: ${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>Migration report: ${title}</h1>
<p>${verdict(report)}</p>
<nav aria-label="Sections"><ul>${SECTIONS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main id="main">
${summarySection(report)}
${objectTable(report)}
${lineageSection(report)}
${hazardSection(report, anchors)}
${inputSection(report, anchors)}
${new ObjectSections(report, anchors).section()}
</main>
<footer><p class="muted">Written by datamigrate. The same content for programs is in migration_report.json; what a person must do is in REVIEW.md.</p></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
} // prettier-ignore

const SECTIONS = [
  ['summary', 'Summary'],
  ['objects', 'Objects'],
  ['lineage', 'Lineage'],
  ['hazards', 'Hazards'],
  ['input', 'Input'],
  ['details', 'Each object'],
] as const;

/** Nothing may be loaded, sent or framed from here; one style sheet and one script are allowed, by their hashes (CSP Level 3). */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function verdict(report: Report): Markup {
  const open = report.objects.filter(isOpen).length;
  const objects = countOf(report.objects.length, 'object');
  if (report.objects.length === 0) return html`The input holds no object.`;
  if (open === 0) return html`${objects}. Nothing is open: none needs review, none is blocked.`;
  return html`${objects}. <strong>${countOf(open, 'object')} ${open === 1 ? 'waits' : 'wait'} for a person</strong>: REVIEW.md says what to do about each.`; // prettier-ignore
}
