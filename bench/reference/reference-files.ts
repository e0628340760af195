/** Pages and schemas of `docs/reference/` that are made from the code, so that they cannot disagree with it. */
import { z } from 'zod';
import { reportSchema } from '../../src/agents/evaluator/report/report-schema.js';
import { catalogSchema } from '../../src/catalog/catalog.js';
import { cliPage } from './cli-page.js';
import { configurationPage, configurationSchema } from './configuration-page.js';
import { findingsPage } from './findings-page.js';
import { hazardsPage } from './hazards-page.js';
import { agentsApiText, openApiText } from './openapi-file.js';
import { problemsReference, serverPage } from './server-page.js';

export interface ReferenceFile {
  /** Path in the checkout. */
  readonly path: string;
  readonly text: string;
}

export async function referenceFiles(): Promise<ReferenceFile[]> {
  return [
    schemaFile('migration-report', 'migration_report.json of datamigrate', z.toJSONSchema(reportSchema)),
    schemaFile('catalog', 'Catalog: the typed description of a source database', z.toJSONSchema(catalogSchema)),
    schemaFile('configuration', 'datamigrate.yml: options of a migration', configurationSchema()),
    { path: 'docs/reference/configuration.md', text: configurationPage() },
    { path: 'docs/reference/findings.md', text: findingsPage() },
    { path: 'docs/reference/hazards.md', text: hazardsPage() },
    { path: 'docs/reference/cli.md', text: cliPage() },
    { path: 'docs/reference/server.md', text: serverPage() },
    { path: 'docs/reference/problems.md', text: problemsReference() },
    { path: 'docs/reference/openapi.json', text: await openApiText() },
    { path: 'docs/reference/openapi-agents.json', text: await agentsApiText() },
  ];
}

function schemaFile(name: string, title: string, schema: unknown): ReferenceFile {
  const { $schema, ...rest } = z.looseObject({ $schema: z.string() }).parse(schema);
  return { path: `docs/reference/${name}.schema.json`, text: `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n` }; // prettier-ignore
}
