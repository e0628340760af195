/** The Assessment agent: Catalog -> Assessment. Reads, counts and links; translates nothing. */
import type { Catalog, CatalogObject, Finding } from '../../catalog/catalog.js';
import type { AssessedObject, Assessment, ObjectKind } from './assessment.js';
import { complexityOf } from './complexity.js';
import { findCycles } from './cycles.js';
import { definitionFacts, NameResolver, type DefinitionFacts } from './references.js';

type Progress = (done: number, total: number) => void;

export function assess(catalog: Catalog, onProgress: Progress = () => undefined): Assessment {
  const resolver = new NameResolver(catalog);
  const objects = catalog.objects.map((object, index) => {
    onProgress(index, catalog.objects.length);
    return assessObject(object, resolver);
  });
  const cycles = findCycles(new Map(objects.map((object) => [object.name, object.dependsOn])));
  const cycleOf = new Map(cycles.flatMap((cycle) => cycle.map((name) => [name, cycle] as const)));
  const writers = writersByTable(catalog, resolver);
  for (const object of objects) {
    object.cycle = cycleOf.get(object.name) ?? [];
    object.writers = writers.get(object.name) ?? [];
    if (object.cycle.length > 0) object.effort = 'manual';
  }
  return {
    schemaVersion: 1,
    source: catalog.name,
    objects,
    counts: countBy(['table', 'view', 'procedure', 'function', 'trigger'], objects, (object) => object.kind),
    efforts: countBy(['automatic', 'assisted', 'manual'], objects, (object) => object.effort),
    cycles,
    tokenCoverage: coverageOf(catalog),
  };
}

/** `schema.Name`, as every later value names objects. */
export function displayName(object: Pick<CatalogObject, 'name'>): string {
  return `${object.name.schema}.${object.name.name}`;
}

function assessObject(object: CatalogObject, resolver: NameResolver): AssessedObject {
  const facts = definitionFacts(object);
  const links = linksOf(object, facts, resolver);
  const findings = [...object.findings, ...syntaxFindings(object, facts)];
  return {
    name: displayName(object),
    qualifiedName: object.name,
    kind: kindOf(object),
    ...links,
    writers: [],
    cycle: [],
    complexity: complexityOf(facts),
    statements: facts.statements,
    effort: effortOf(object, links.missing.length > 0 || findings.some((finding) => finding.severity === 'error')),
    findings,
  };
}

export function kindOf(object: CatalogObject): ObjectKind {
  if (object.kind !== 'routine') return object.kind;
  return object.routineType === 'procedure' ? 'procedure' : 'function';
}

function linksOf(object: CatalogObject, facts: DefinitionFacts, resolver: NameResolver) {
  const found = new Set<string>();
  const missing = new Set<string>();
  const external = new Set<string>();
  for (const name of facts.names) {
    const resolution = resolver.resolve(name);
    if (resolution.kind === 'found') {
      const other = displayName(resolution.object);
      if (other !== displayName(object) || object.kind === 'view') found.add(other);
    } else if (resolution.kind === 'external') external.add(resolution.name);
    else if (name.use !== 'function' || resolution.kind === 'missing') missing.add(resolution.name);
  }
  return { dependsOn: sorted(found), missing: sorted(missing), external: sorted(external) };
}

function sorted(names: ReadonlySet<string>): string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function syntaxFindings(object: CatalogObject, facts: DefinitionFacts): Finding[] {
  const { place } = object.definition;
  const isKnown = (message: string) => object.findings.some((finding) => finding.message === message);
  return facts.unsupported
    .filter(({ message }) => !isKnown(message))
    .map(({ code, message }) => ({ code, severity: 'error', message, place }));
}

/** Procedures, triggers and multi-statement functions need more than the compiler; encrypted and CLR ones a person. */
function effortOf(object: CatalogObject, hasFault: boolean): AssessedObject['effort'] {
  if (object.kind === 'table') return 'automatic';
  if (object.kind === 'view') return object.encrypted && object.definition.text === null ? 'manual' : hasFault ? 'assisted' : 'automatic'; // prettier-ignore
  if (object.kind === 'trigger') return 'assisted';
  if (object.routineType === 'clr') return 'manual';
  const isSimple = object.routineType === 'scalar_function' || object.routineType === 'inline_function';
  return isSimple && !hasFault ? 'automatic' : 'assisted';
}

function writersByTable(catalog: Catalog, resolver: NameResolver): Map<string, string[]> {
  const writers = new Map<string, string[]>();
  for (const object of catalog.objects) {
    if (object.kind !== 'routine' && object.kind !== 'trigger') continue;
    for (const written of object.writes) {
      const resolution = resolver.resolve({ parts: [written.schema, written.name], use: 'table' });
      if (resolution.kind !== 'found') continue;
      const table = displayName(resolution.object);
      writers.set(table, [...(writers.get(table) ?? []), displayName(object)]);
    }
  }
  return writers;
}

function countBy<K extends string>(keys: readonly K[], objects: readonly AssessedObject[], keyOf: (object: AssessedObject) => K): Record<K, number> {
  // Object.fromEntries widens its keys to string; they are exactly `keys`.
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const object of objects) counts[keyOf(object)]++;
  return counts;
} // prettier-ignore

function coverageOf(catalog: Catalog): number {
  const total = catalog.files.reduce((sum, file) => sum + file.tokens.total, 0);
  const covered = catalog.files.reduce((sum, file) => sum + file.tokens.covered, 0);
  return total === 0 ? 1 : covered / total;
}
