/** `datamigrate.yml`: the options of a migration, read and checked once; every fault is named with its path. */
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { migrationOptionsSchema, type MigrationOptions } from '../agents/options.js';
import { AppError } from '../common/app-error.js';

/** What flags of the command line say; they win over the file. */
export type FlagOptions = Partial<Pick<MigrationOptions, 'target' | 'names' | 'with_rows' | 'include'>>;

/** Options from a file (all defaults when `path` is null) with flags laid over. Throws CONFIG-* errors. */
export async function readOptions(path: string | null, flags: FlagOptions): Promise<MigrationOptions> {
  const written = path === null ? {} : await readYaml(path);
  const parsed = migrationOptionsSchema.safeParse(written);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(file)'}: ${issue.message}`);
    throw new AppError('CONFIG-INVALID', `${path ?? 'The configuration'} has faults:\n${faults.join('\n')}\nSee docs/reference/configuration.md.`); // prettier-ignore
  }
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  return { ...parsed.data, ...given };
}

async function readYaml(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('CONFIG-MISSING', `${path} cannot be read. Check the path given to --config.`, 'config read', { cause }); // prettier-ignore
  });
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new AppError('CONFIG-INVALID', `${path} is not valid YAML: ${error.message}`);
  return document.toJS({ maxAliasCount: 100 }) ?? {};
}
