import { describeIf } from '../support/requirement.js';
import { kubectl, named, ofKind, rendered, selects, workloads, type Resource } from './manifests.js';

const COMPONENT = 'app.kubernetes.io/component';
const NETWORK = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
const INTERNET = '0.0.0.0/0 except 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 169.254.0.0/16';
const DNS = ['kube-system/kube-dns 53/TCP', 'kube-system/kube-dns 53/UDP'];
const within = (port: number): string[] => NETWORK.map((range) => `${range} ${port}/TCP`);

function peerText({ ipBlock, namespaceSelector, podSelector }: Resource): string {
  if (ipBlock) return [ipBlock.cidr, ...(ipBlock.except ? ['except', ...ipBlock.except] : [])].join(' ');
  const namespace = namespaceSelector ? Object.values(namespaceSelector.matchLabels).join() : undefined;
  const pod = podSelector ? Object.values(podSelector.matchLabels).join() : undefined;
  return [namespace, pod].filter(Boolean).join('/');
}

/** Every way that the policies leave open to or from the pods of a workload: `peer port/protocol`. A rule without peers or ports is open to `anyone`, on `any port`. */
function openWays(resources: readonly Resource[], workload: string, direction: 'ingress' | 'egress'): string[] {
  const labels = workloads(resources).find(({ metadata }) => metadata.name === workload)?.spec.template.metadata.labels;
  const rules = ofKind(resources, 'NetworkPolicy')
    .filter(({ spec }) => selects(spec.podSelector, labels))
    .flatMap(({ spec }) => (spec[direction] ?? []) as Resource[]);
  return rules
    .flatMap((rule) => {
      const peers = ((direction === 'ingress' ? rule.from : rule.to) ?? []).map(peerText);
      const ports = (rule.ports ?? []).map(({ port, protocol }: Resource) => `${port}/${protocol}`);
      const open = (found: string[], otherwise: string): string[] => (found.length > 0 ? found : [otherwise]);
      return open(peers, 'anyone').flatMap((peer) => open(ports, 'any port').map((port) => `${peer} ${port}`));
    })
    .sort();
}

describeIf(kubectl, 'the network of the manifests', () => {
  let base: Resource[];
  beforeAll(() => {
    base = rendered('base');
  });

  it('K-07: is closed for every pod, in and out, before anything is opened', () => {
    expect(named(base, 'NetworkPolicy', 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it.each<[string, string[], string[]]>([
    ['api', [...within(8000), 'monitoring 9464/TCP'], [...within(5432), ...within(6379), 'agents 8001/TCP', ...DNS]],
    ['agents', ['api 8001/TCP', 'monitoring 9464/TCP'], [...within(5432), ...within(6379), `${INTERNET} 443/TCP`, ...DNS]], // prettier-ignore
    ['schema', [], [...within(5432), ...DNS]],
  ])('K-07: leaves open for %s these ways and no other', (workload, ingress, egress) => {
    expect(openWays(base, workload, 'ingress')).toEqual([...ingress].sort());
    expect(openWays(base, workload, 'egress')).toEqual([...egress].sort());
  });

  it('K-07: would be found open when a policy opened too much', () => {
    const planted: Resource[] = structuredClone(base);
    named(planted, 'NetworkPolicy', 'to-postgres').spec.egress.push({});
    delete named(planted, 'NetworkPolicy', 'load-balancer-to-api').spec.ingress[0].from;
    expect(openWays(planted, 'api', 'egress')).toContain('anyone any port');
    expect(openWays(planted, 'api', 'ingress')).toContain('anyone 8000/TCP');
  });

  it('is reached from outside at the API alone, by TLS, with its own health check', () => {
    const ingresses = ofKind(base, 'Ingress');
    const backends = ingresses.flatMap(({ spec }) => [
      ...(spec.defaultBackend ? [spec.defaultBackend] : []),
      ...spec.rules.flatMap(({ http }: Resource) => http.paths.map(({ backend }: Resource) => backend)),
    ]);
    expect(backends).toEqual([{ service: { name: 'api', port: { name: 'http' } } }]);
    expect(ingresses[0].metadata.annotations).toMatchObject({
      'alb.ingress.kubernetes.io/scheme': 'internet-facing',
      'alb.ingress.kubernetes.io/target-type': 'ip',
      'alb.ingress.kubernetes.io/ssl-redirect': '443',
      'alb.ingress.kubernetes.io/healthcheck-path': '/health',
      'alb.ingress.kubernetes.io/certificate-arn': expect.stringMatching(/^arn:aws:acm:/),
    });
  });

  it('has no service that leads to the metrics, none that is reached from outside by itself, and ports that exist', () => {
    const ports = ofKind(base, 'Service').map(({ metadata, spec }) => [metadata.name, spec.type ?? 'ClusterIP', spec.ports]); // prettier-ignore
    expect(ports).toEqual([
      ['agents', 'ClusterIP', [{ name: 'http', port: 8001, targetPort: 'http' }]],
      ['api', 'ClusterIP', [{ name: 'http', port: 8000, targetPort: 'http' }]],
    ]);
    for (const [name] of ports) {
      const [container] = named(base, 'Deployment', name).spec.template.spec.containers;
      expect(container.ports.map((port: Resource) => port.name)).toContain('http');
      expect(named(base, 'Deployment', name).spec.template.metadata.labels[COMPONENT]).toBe(name);
    }
  });
});
