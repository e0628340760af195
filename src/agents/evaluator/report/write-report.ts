/** The report in its three forms: JSON for programs, a page for readers, a list of what a person must do. */
import type { ProjectFile } from '../../../dbt/project.js';
import { reportPage } from './html/page.js';
import { reportJson } from './report-json.js';
import { makeReport, type ReportInput } from './report.js';
import { reviewPage } from './review-page.js';

/** Three text files for the root of the project. Only `summary.duration_ms` of the JSON differs between runs over the same input. */
export function writeReport(input: ReportInput): ProjectFile[] {
  const report = makeReport(input);
  return [
    { path: 'migration_report.json', text: `${JSON.stringify(reportJson(report), null, 2)}\n` },
    { path: 'migration_report.html', text: reportPage(report) },
    { path: 'REVIEW.md', text: reviewPage(report) },
  ];
}
