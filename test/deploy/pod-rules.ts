/** What must hold of every pod and container: Kubernetes' "restricted" standard, and rules of ours. */
import { SETTINGS_SCHEMA } from '../../src/config/settings.js';
import { containersOf, toMib, valueOf, workloads, type Resource } from './manifests.js';

/** Variables that an environment may hold beside the server's settings: node's own, and those of the language model. */
const OTHER_VARIABLES = ['NODE_OPTIONS', 'ANTHROPIC_API_KEY'];
const SECRET_NAME = /SECRET|TOKEN|PASSWORD|_KEY$|DATABASE_URL|REDIS_URL/;
/** What node takes beside the old space: its own code, young objects, buffers. */
const besideHeapMib = 96;

type Rule = readonly [holds: boolean, fault: string];

/** @returns what breaks a rule, as sentences that name the container; none when all is well */
export const podFaults = (resources: readonly Resource[]): string[] =>
  workloads(resources).flatMap((workload) => {
    const name = `${workload.kind} ${workload.metadata.name}`;
    const pod = workload.spec.template.spec;
    return [
      ...broken(name, ofPod(pod)),
      ...containersOf(workload).flatMap((container) =>
        broken(`${name}/${container.name}`, [
          ...ofSecurity(container.securityContext ?? {}),
          ...ofImage(container.image),
          ...ofResources(container),
          ...ofMounts(container, pod),
          ...ofProbes(container),
          ...(container.env ?? []).flatMap(ofVariable),
        ]),
      ),
    ];
  });

const broken = (name: string, rules: readonly Rule[]): string[] =>
  rules.filter(([holds]) => !holds).map(([, fault]) => `${name} ${fault}`);

const ofPod = (pod: Resource): Rule[] => [
  [pod.automountServiceAccountToken === false, 'mounts the token of a service account'],
  [!pod.hostNetwork && !pod.hostPID && !pod.hostIPC, "shares the node's namespaces"],
  [(pod.volumes ?? []).every((volume: Resource) => volume.emptyDir?.sizeLimit), 'has a volume that is not a bounded emptyDir'], // prettier-ignore
];

const ofSecurity = (security: Resource): Rule[] => [
  [security.runAsNonRoot === true, 'may run as root'],
  [security.allowPrivilegeEscalation === false, 'may gain privileges'],
  [security.readOnlyRootFilesystem === true, 'may write its image'],
  [JSON.stringify(security.capabilities) === '{"drop":["ALL"]}', 'keeps capabilities'],
  [security.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'],
  [!security.privileged, 'is privileged'],
];

const ofImage = (image: string): Rule[] => [
  [/:\d+\.\d+\.\d+$|@sha256:[0-9a-f]{64}$/.test(image), `has an image that moves: ${image}`],
];

function ofResources(container: Resource): Rule[] {
  const { requests = {}, limits = {} } = container.resources ?? {};
  const heapMib = Number(/--max-old-space-size=(\d+)/.exec(valueOf(container, 'NODE_OPTIONS') ?? '')?.[1]);
  return [
    [['memory', 'cpu'].every((unit) => requests[unit] && limits[unit]), 'lacks requests or limits'],
    [heapMib + besideHeapMib <= toMib(limits.memory ?? '0Mi'), 'gives node a heap that its memory cannot hold'],
  ];
}

/** The image cannot be written, so that what is written needs a mount. */
const ofMounts = (container: Resource, pod: Resource): Rule[] => [
  ...['/data', '/tmp'].map((path): Rule => [(container.volumeMounts ?? []).some(({ mountPath }: Resource) => mountPath === path), `cannot write ${path}`]), // prettier-ignore
  ...(container.volumeMounts ?? []).map((mount: Resource): Rule => [(pod.volumes ?? []).some(({ name }: Resource) => name === mount.name), `mounts ${mount.name}, which is no volume`]), // prettier-ignore
];

const ofProbes = (container: Resource): Rule[] =>
  ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((kind): Rule[] => {
    const port = container[kind]?.httpGet?.port;
    const ports: Resource[] = container.ports ?? [];
    return container[kind] ? [[ports.some(({ name }) => name === port), `has a ${kind} on an unknown port`]] : [];
  });

const ofVariable = ({ name, value }: Resource): Rule[] => [
  [value === undefined || !SECRET_NAME.test(name), `has ${name} written out`],
  [name in SETTINGS_SCHEMA.shape || OTHER_VARIABLES.includes(name), `has ${name}, which nobody reads`],
];
