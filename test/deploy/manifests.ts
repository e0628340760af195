/** The manifests as `kubectl kustomize` renders them, and what must hold of them. */
import { execFileSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { SETTINGS_SCHEMA } from '../../src/config/settings.js';
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

export function rendered(folder: string): Resource[] {
  const text = execFileSync('kubectl', ['kustomize', inRepository('k8s', folder)], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return parseAllDocuments(text).map((document) => document.toJS());
}

export const named = (resources: readonly Resource[], kind: string, name: string): Resource => resources.find((one) => one.kind === kind && one.metadata.name === name); // prettier-ignore
const podOf = (resource: Resource): Resource | undefined => resource.spec?.template?.spec;

/** Names that an environment may hold beside the settings. */
const OTHER_VARIABLES = ['NODE_OPTIONS', 'ANTHROPIC_API_KEY'];
const SECRET_NAME = /SECRET|TOKEN|PASSWORD|KEY|DATABASE_URL|REDIS_URL/;

/** @returns what a pod breaks of the rules for every pod (Kubernetes' "restricted" standard and ours); none when all is well */
export function podViolations(resources: readonly Resource[]): string[] {
  return resources.flatMap((resource) => {
    const pod = podOf(resource);
    if (!pod) return [];
    const name = `${resource.kind} ${resource.metadata.name}`;
    const own = pod.automountServiceAccountToken === false ? [] : [`${name}: a service account's token is mounted`];
    return [
      ...own,
      ...pod.containers.flatMap((container: Resource) => containerViolations(`${name}/${container.name}`, container)),
    ];
  });
}

function containerViolations(name: string, container: Resource): string[] {
  const security = container.securityContext ?? {};
  const rules: readonly [boolean, string][] = [
    [security.runAsNonRoot === true, 'may run as root'],
    [security.allowPrivilegeEscalation === false, 'may gain privileges'],
    [security.readOnlyRootFilesystem === true, 'may write its image'],
    [security.capabilities?.drop?.includes('ALL') === true, 'keeps capabilities'],
    [security.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'],
    [
      ['memory', 'cpu'].every((unit) => container.resources?.requests?.[unit] && container.resources?.limits?.[unit]),
      'lacks requests or limits',
    ],
    [/[:@]/.test(container.image) && !/:latest$/.test(container.image), 'has an image that moves'],
  ];
  const variables: Resource[] = container.env ?? [];
  return [
    ...rules.filter(([holds]) => !holds).map(([, fault]) => `${name} ${fault}`),
    ...variables
      .filter((one) => SECRET_NAME.test(one.name) && one.value !== undefined)
      .map((one) => `${name}: ${one.name} is written out`),
    ...variables
      .filter((one) => !(one.name in SETTINGS_SCHEMA.shape) && !OTHER_VARIABLES.includes(one.name))
      .map((one) => `${name}: nobody reads ${one.name}`),
  ];
}
