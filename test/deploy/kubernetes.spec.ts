import { readFileSync } from 'node:fs';
import { inRepository } from '../support/repository.js';
import { describeIf } from '../support/requirement.js';
import { kubectl, named, podViolations, rendered, type Resource } from './manifests.js';

describeIf(kubectl, 'the manifests', () => {
  let base: Resource[];
  let release: Resource[];
  beforeAll(() => {
    base = rendered('base');
    release = rendered('overlays/release');
  });
  const containerOf = (kind: string, name: string): Resource =>
    named(base, kind, name).spec.template.spec.containers[0];

  it('run every container without rights that it does not need, within limits, from a fixed image, with secrets by reference', () => {
    expect(podViolations(base)).toEqual([]);
    expect(podViolations(release)).toEqual([]);
  });

  it.each<[string, (container: Resource, pod: Resource) => void]>([
    ['may run as root', (container) => delete container.securityContext.runAsNonRoot],
    ['may write its image', (container) => (container.securityContext.readOnlyRootFilesystem = false)],
    ['keeps capabilities', (container) => delete container.securityContext.capabilities],
    ['lacks requests or limits', (container) => delete container.resources.limits.memory],
    ['has an image that moves', (container) => (container.image = 'datamigrate:latest')],
    ['is written out', (container) => (container.env.find(({ name }: Resource) => name === 'JWT_SECRET').value = 'x')],
    ['nobody reads', (container) => container.env.push({ name: 'JWT_SECRETS' })],
    ["a service account's token", (_container, pod) => delete pod.automountServiceAccountToken],
  ])('are checked so that a fault is found: %s', (fault, plant) => {
    const planted: Resource[] = structuredClone(base);
    const pod = named(planted, 'Deployment', 'api').spec.template.spec;
    plant(pod.containers[0], pod);
    expect(podViolations(planted).join()).toContain(fault);
  });

  it('name the image of a release by its digest', () => {
    const images = release.flatMap(
      (one) => one.spec?.template?.spec.containers.map(({ image }: Resource) => image) ?? [],
    );
    expect(images).toHaveLength(3);
    for (const image of images) expect(image).toMatch(/^registry\.example\.com\/datamigrate@sha256:[0-9a-f]{64}$/);
  });

  it.each([
    ['api', 3, 8000, { memory: '128Mi', cpu: '250m' }, { memory: '256Mi', cpu: '500m' }],
    ['agents', 2, 8001, { memory: '512Mi', cpu: '500m' }, { memory: '1Gi', cpu: '1000m' }],
  ])('deploy %s %i times on port %i with its probes and limits', (name, replicas, port, requests, limits) => {
    const { spec } = named(base, 'Deployment', name);
    const [container] = spec.template.spec.containers;
    expect([spec.replicas, container.ports[0].containerPort, container.resources]).toEqual([
      replicas,
      port,
      { requests, limits },
    ]);
    expect(container.livenessProbe).toMatchObject({
      httpGet: { path: '/health', port: 'http' },
      initialDelaySeconds: 5,
      periodSeconds: 10,
    });
    expect(container.readinessProbe).toMatchObject({
      httpGet: { path: '/ready', port: 'http' },
      initialDelaySeconds: 5,
      periodSeconds: 5,
    });
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(named(base, 'Service', name).spec).toMatchObject({ selector: spec.selector.matchLabels, ports: [{ port }] });
    expect(named(base, 'PodDisruptionBudget', name).spec).toMatchObject({ maxUnavailable: 1, selector: spec.selector });
    expect(Number(/--max-old-space-size=(\d+)/.exec(container.env.find(({ name: variable }: Resource) => variable === 'NODE_OPTIONS').value)?.[1])).toBeLessThan(Number.parseInt(limits.memory) * (limits.memory.endsWith('Gi') ? 1024 : 1)); // prettier-ignore
  });

  it('give a process longer to end than it takes: 25 s for what is at work, and the draining before it', () => {
    for (const name of ['api', 'agents'])
      expect(named(base, 'Deployment', name).spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(
        25 + 5 + 5,
      );
  });

  it('take secrets from where the operator puts them, and the key of the language model for the agents alone', () => {
    const refs = (name: string): Record<string, string> =>
      Object.fromEntries(containerOf('Deployment', name).env.filter((one: Resource) => one.valueFrom).map((one: Resource) => [one.name, `${one.valueFrom.secretKeyRef.name}/${one.valueFrom.secretKeyRef.key}`])); // prettier-ignore
    expect(refs('agents')).toMatchObject({
      DATABASE_URL: 'db-secrets/connection-string',
      ANTHROPIC_API_KEY: 'api-keys/anthropic-key',
    });
    expect(refs('api')).toMatchObject({ DATABASE_URL: 'db-secrets/connection-string' });
    expect(refs('api')).not.toHaveProperty('ANTHROPIC_API_KEY');
    expect(base.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  it('give node the flags that the image has code caches for', () => {
    const [, made = ''] = /for heap in ([\d ]+);/.exec(readFileSync(inRepository('Dockerfile'), 'utf8')) ?? [];
    const used = ['api', 'agents'].map(
      (name) => containerOf('Deployment', name).env.find((one: Resource) => one.name === 'NODE_OPTIONS').value,
    );
    expect(made.split(' ').map((heap) => `--max-old-space-size=${heap}`)).toEqual(used);
  });

  it('let the first process of the pod reap what a killed child leaves', () => {
    expect(named(base, 'Deployment', 'agents').spec.template.spec.shareProcessNamespace).toBe(true);
  });

  it('route the API to the outside and nothing else', () => {
    const { spec, metadata } = named(base, 'Ingress', 'api');
    const services = spec.rules.flatMap(({ http }: Resource) =>
      http.paths.map(({ backend }: Resource) => backend.service.name),
    );
    expect(new Set(services)).toEqual(new Set(['api']));
    expect(metadata.annotations['alb.ingress.kubernetes.io/healthcheck-path']).toBe('/health');
    for (const { spec: service } of base.filter(({ kind }) => kind === 'Service'))
      expect(service.ports.map(({ port }: Resource) => port)).not.toContain(9464);
  });

  it('close the network but for the ways that are needed', () => {
    const policies = base.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(named(policies, 'NetworkPolicy', 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    const waysOut = (name: string): number[] =>
      named(policies, 'NetworkPolicy', name).spec.egress.flatMap(({ ports }: Resource) =>
        ports.map(({ port }: Resource) => port),
      );
    expect(waysOut('to-stores')).toEqual([5432, 6379, 8001]);
    expect(waysOut('agents-to-model')).toEqual([443]);
    expect(named(policies, 'NetworkPolicy', 'agents-to-model').spec.podSelector.matchLabels).toEqual({
      'app.kubernetes.io/component': 'agents',
    });
    const waysIn = named(policies, 'NetworkPolicy', 'api-to-agents').spec;
    expect([waysIn.podSelector.matchLabels, waysIn.ingress[0].from[0].podSelector.matchLabels]).toEqual([{ 'app.kubernetes.io/component': 'agents' }, { 'app.kubernetes.io/component': 'api' }]); // prettier-ignore
    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual([
      'agents-to-model',
      'api-to-agents',
      'default-deny',
      'dns',
      'metrics',
      'to-stores',
      'users-to-api',
    ]);
  });
});
