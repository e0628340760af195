import { readFileSync } from 'node:fs';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { containersOf, kubectl, named, ofKind, rendered, selects, valueOf, workloads, type Resource } from './manifests.js'; // prettier-ignore
import { podFaults } from './pod-rules.js';

describeIf(kubectl, 'the pods of the manifests', () => {
  let base: Resource[];
  let release: Resource[];
  beforeAll(() => {
    base = rendered('base');
    release = rendered('overlays/release');
  });
  const podOf = (name: string): Resource => named(base, 'Deployment', name).spec.template.spec;
  const containerOf = (name: string): Resource => podOf(name).containers[0];

  it('K-04: run each container without rights, within limits, from a fixed image, with secrets by reference', () => {
    expect(new Set(workloads(base).map(({ metadata }) => metadata.name))).toEqual(new Set(['agents', 'api', 'schema'])); // prettier-ignore
    expect(podFaults(base)).toEqual([]);
    expect(podFaults(release)).toEqual([]);
  });

  it.each<[string, (container: Resource, pod: Resource) => void]>([
    ['may run as root', ({ securityContext }) => delete securityContext.runAsNonRoot],
    ['may gain privileges', ({ securityContext }) => (securityContext.allowPrivilegeEscalation = true)],
    ['may write its image', ({ securityContext }) => (securityContext.readOnlyRootFilesystem = false)],
    ['keeps capabilities', ({ securityContext }) => (securityContext.capabilities.add = ['NET_RAW'])],
    ['has no seccomp profile', ({ securityContext }) => (securityContext.seccompProfile.type = 'Unconfined')],
    ['is privileged', ({ securityContext }) => (securityContext.privileged = true)],
    ['lacks requests or limits', ({ resources }) => delete resources.limits.cpu],
    ['a heap that its memory cannot hold', ({ resources }) => (resources.limits.memory = '200Mi')],
    ['an image that moves', (container) => (container.image = 'datamigrate:latest')],
    ['an image that moves', (container) => (container.image = 'datamigrate')],
    ['has JWT_SECRET written out', ({ env }) => env.push({ name: 'JWT_SECRET', value: 'x' })],
    ['has JWT_SECRETS, which nobody reads', ({ env }) => env.push({ name: 'JWT_SECRETS' })],
    ['a livenessProbe on an unknown port', ({ livenessProbe }) => (livenessProbe.httpGet.port = 'https')],
    ['cannot write /tmp', ({ volumeMounts }) => volumeMounts.pop()],
    ['which is no volume', (_container, pod) => pod.volumes.pop()],
    ['not a bounded emptyDir', (_container, { volumes }) => (volumes[0].hostPath = volumes[0].emptyDir) && delete volumes[0].emptyDir], // prettier-ignore
    ["shares the node's namespaces", (_container, pod) => (pod.hostNetwork = true)],
    ['the token of a service account', (_container, pod) => delete pod.automountServiceAccountToken],
    ['may run as root', (container, pod) => (pod.initContainers = [{ ...container, securityContext: {} }])],
  ])('are checked so that a planted fault is found: %s', (fault, plant) => {
    const planted: Resource[] = structuredClone(base);
    const pod = named(planted, 'Deployment', 'api').spec.template.spec;
    plant(pod.containers[0], pod);
    expect(podFaults(planted).join('\n')).toContain(fault);
  });

  it('K-04: have the image by a version in the base and by its digest in a release', () => {
    const images = (resources: Resource[]): string[] => workloads(resources).flatMap(containersOf).map(({ image }) => image); // prettier-ignore
    const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
    expect(images(base)).toEqual(Array(3).fill(`datamigrate:${version}`));
    expect(images(release)).toHaveLength(3);
    for (const image of images(release)) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  it.each([
    ['api', 3, 8000, 'PORT', { memory: '128Mi', cpu: '250m' }, { memory: '256Mi', cpu: '500m' }],
    ['agents', 2, 8001, 'AGENTS_PORT', { memory: '512Mi', cpu: '500m' }, { memory: '1Gi', cpu: '1000m' }],
  ])('are for %s %i, on port %i, with its probes and limits', (name, replicas, port, setting, requests, limits) => {
    const container = containerOf(name);
    expect(named(base, 'Deployment', name).spec.replicas).toBe(replicas);
    expect(container.resources).toEqual({ requests, limits });
    expect(container.ports).toEqual([{ name: 'http', containerPort: port }, { name: 'metrics', containerPort: 9464 }]); // prettier-ignore
    expect([valueOf(container, setting), valueOf(container, 'METRICS_PORT')]).toEqual([String(port), '9464']);
    expect(container.livenessProbe).toMatchObject({ httpGet: { path: '/health', port: 'http' }, initialDelaySeconds: 5, periodSeconds: 10 }); // prettier-ignore
    expect(container.readinessProbe).toMatchObject({ httpGet: { path: '/ready', port: 'http' }, initialDelaySeconds: 5, periodSeconds: 5 }); // prettier-ignore
    expect(container.startupProbe).toMatchObject({ httpGet: { path: '/health', port: 'http' } });
  });

  it('K-04, K-06: have more time to end than draining and ending can take', () => {
    const source = readFileSync(inRepository('src/roles/stop-on-signal.ts'), 'utf8');
    const stopSeconds = Number(/stopTimeoutMs = ([\d_]+)/.exec(source)?.[1]?.replace('_', '')) / 1000;
    expect(stopSeconds).toBeGreaterThan(0);
    for (const [name, drainSeconds] of [
      ['api', 5],
      ['agents', 0],
    ] as const)
      // prettier-ignore
      expect(podOf(name).terminationGracePeriodSeconds).toBeGreaterThan(
        Number(valueOf(containerOf(name), 'DRAIN_SECONDS') ?? drainSeconds) + stopSeconds,
      );
  });

  it('take each secret from where the operator put it, and the key of the language model for the agents alone', () => {
    const database = { DATABASE_URL: 'db-secrets/connection-string', JWT_SECRET: 'service-secrets/jwt-secret' };
    const service = { ...database, REDIS_URL: 'redis-secrets/url', SERVICE_TOKEN: 'service-secrets/service-token' };
    const references = Object.fromEntries(
      workloads(base).map((workload) => [
        workload.metadata.name,
        Object.fromEntries(
          containersOf(workload).flatMap(({ env }) => env.flatMap(({ name, valueFrom }: Resource) => (valueFrom ? [[name, `${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}`]] : []))), // prettier-ignore
        ),
      ]),
    );
    expect(references).toEqual({
      schema: database,
      api: service,
      agents: { ...service, ANTHROPIC_API_KEY: 'api-keys/anthropic-key' },
    });
    expect(ofKind(base, 'Secret')).toEqual([]);
  });

  it('are of one deployment each, which its service, its budget and its own selector mean', () => {
    for (const name of ['api', 'agents']) {
      const { spec } = named(base, 'Deployment', name);
      const budget = named(base, 'PodDisruptionBudget', name).spec;
      expect(budget.maxUnavailable).toBe(1); // 0, or minAvailable of all, would stop every drain of a node
      const service = { matchLabels: named(base, 'Service', name).spec.selector };
      for (const selector of [spec.selector, budget.selector, service])
        expect(workloads(base).filter((one) => selects(selector, one.spec.template.metadata.labels)).map(({ metadata }) => metadata.name)).toEqual([name]); // prettier-ignore
    }
  });

  it('start in a namespace where the cluster refuses what is not restricted', () => {
    expect(named(base, 'Namespace', 'datamigrate').metadata.labels['pod-security.kubernetes.io/enforce']).toBe(
      'restricted',
    );
    for (const one of base) if (one.kind !== 'Namespace') expect(one.metadata.namespace).toBe('datamigrate');
  });

  it('give node the flags that the image has code caches for', () => {
    const made = [...readFileSync(inRepository('Dockerfile'), 'utf8').matchAll(/NODE_OPTIONS=(\S+) node scripts\/bundle\.mjs --caches (\w+)/g)].map(([, flags, role]) => `${role} ${flags}`); // prettier-ignore
    const used = ['api', 'agents'].map((name) => `${valueOf(containerOf(name), 'ROLE')} ${valueOf(containerOf(name), 'NODE_OPTIONS')}`); // prettier-ignore
    expect(made).toEqual(used);
  });

  it('let the first process of a worker reap what its killed children leave', () => {
    expect(podOf('agents').shareProcessNamespace).toBe(true);
  });

  it('change the schema by a job of the same image that ends', () => {
    const job = named(base, 'Job', 'schema').spec;
    expect(job.template.spec.containers[0].args).toEqual(['node', 'bin/start.mjs', 'schema']);
    expect(job.activeDeadlineSeconds).toBeLessThanOrEqual(600);
    expect(job.template.spec.restartPolicy).toBe('Never');
  });
});
