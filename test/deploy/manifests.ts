/** The manifests as `kubectl kustomize` renders them. */
import { execFileSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { inRepository } from '../support/repository.js';
import type { Requirement } from '../support/requirement.js';

/** A resource; fields are looked into as they come. */
export type Resource = ReturnType<typeof JSON.parse>;

export const kubectl: Requirement = {
  name: 'kubectl',
  missing: () => {
    try {
      execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore', timeout: 20_000 });
      return undefined;
    } catch {
      return 'it is not on the PATH';
    }
  },
};

/** @param folder below `k8s/` */
export function rendered(folder: string): Resource[] {
  const text = execFileSync('kubectl', ['kustomize', inRepository('k8s', folder)], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return parseAllDocuments(text).map((document) => document.toJS());
}

export const named = (resources: readonly Resource[], kind: string, name: string): Resource =>
  resources.find((one) => one.kind === kind && one.metadata.name === name);

export const ofKind = (resources: readonly Resource[], kind: string): Resource[] =>
  resources.filter((one) => one.kind === kind);

/** What makes pods: deployments and jobs. */
export const workloads = (resources: readonly Resource[]): Resource[] =>
  resources.filter((one) => one.spec?.template?.spec);

export const containersOf = (workload: Resource): Resource[] => {
  const pod = workload.spec.template.spec;
  return [...(pod.initContainers ?? []), ...pod.containers, ...(pod.ephemeralContainers ?? [])];
};

export const valueOf = (container: Resource, variable: string): string | undefined =>
  container.env?.find(({ name }: Resource) => name === variable)?.value;

/** Whether a selector of Kubernetes takes a pod with these labels. An empty one takes all. */
export function selects(selector: Resource, labels: Readonly<Record<string, string>>): boolean {
  const pairs = Object.entries(selector.matchLabels ?? {}).every(([name, value]) => labels[name] === value);
  const expressions: Resource[] = selector.matchExpressions ?? [];
  return (
    pairs &&
    expressions.every(({ key, operator, values }) => {
      if (operator !== 'In') throw new Error(`the tests do not know the operator ${operator}`);
      return values.includes(labels[key]);
    })
  );
}

const mebibytes: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024 };
/** @param quantity such as `256Mi` */
export const toMib = (quantity: string): number =>
  Number.parseInt(quantity, 10) * (mebibytes[quantity.replace(/\d/g, '')] ?? NaN);
