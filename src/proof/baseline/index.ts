/** Baselines: what a real server gave, recorded by a script that only reads, and compared here. No SQL Server takes part in the comparison. */
export { compareBaseline, obstacleOf, type BaselineOutcome, type TableCount } from './compare-baseline.js'; // prettier-ignore
export { readRecording, type RecordedView, type Recording } from './recording.js';
export { renderingOf } from './rendering.js';
export { baselineScript, type ScriptParts, type ViewToRecord } from './script.js';
export { viewsToRecord } from './views-to-record.js';
