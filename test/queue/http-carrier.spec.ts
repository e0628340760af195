import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Settings } from '../../src/config/settings.js';
import { HttpCarrier } from '../../src/queue/http-carrier.js';
import { TEST_SECRET } from '../support/api.js';
import { freePort } from '../support/free-port.js';

const delivery = { workspaceId: 'wsp_1', migrationId: 'mig_1', runId: 'run_1', deliveryNo: 1 };

function carrierTo(agentsUrl: string): HttpCarrier {
  const environment = { ROLE: 'api', DATABASE_URL: 'postgresql://127.0.0.1:1/x', JWT_SECRET: TEST_SECRET };
  return new HttpCarrier(Settings.read({ ...environment, AGENTS_URL: agentsUrl, SERVICE_TOKEN: TEST_SECRET }));
}

interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly token: string | undefined;
  readonly body: string;
}

describe('runs carried over HTTP', () => {
  let server: Server;
  let url: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const seen: Seen[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ method: request.method, path: request.url, token: request.headers.authorization, body });
        answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a listening TCP server's address is never a string or null
  });
  beforeEach(() => void seen.splice(0));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const answering = (status: number, headers: Record<string, string> = {}): void => {
    answer = (_request, response) => void response.writeHead(status, headers).end('{}');
  };

  it('are handed to the worker by id alone, with the service token', async () => {
    answering(202);
    await carrierTo(url).deliver(delivery);
    expect(seen).toEqual([
      { method: 'POST', path: '/run-agents', token: `Bearer ${TEST_SECRET}`, body: '{"migration_id":"mig_1"}' },
    ]);
  });

  it.each(['/agents', '/agents/'])('go below the path of an address that has one (%s)', async (path) => {
    answering(202);
    await carrierTo(url + path).deliver(delivery);
    expect(seen.map((one) => one.path)).toEqual(['/agents/run-agents']);
  });

  it('need no further delivery when the worker says that there is nothing to start', async () => {
    answering(409);
    await expect(carrierTo(url).deliver(delivery)).resolves.toBeUndefined();
  });

  it.each([200, 401, 403, 404, 429, 500, 503])('must be tried again after %i', async (status) => {
    answering(status);
    await expect(carrierTo(url).deliver(delivery)).rejects.toThrow(String(status));
  });

  it('do not follow a redirect: the token is for one address', async () => {
    answering(307, { location: `${url}/elsewhere` });
    await expect(carrierTo(url).deliver(delivery)).rejects.toThrow();
    expect(seen).toHaveLength(1);
  });

  it('must be tried again when nobody listens, which is known at once', async () => {
    const startMs = performance.now();
    await expect(carrierTo(`http://127.0.0.1:${await freePort()}`).deliver(delivery)).rejects.toThrow();
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });

  it('must be tried again when the worker does not answer within five seconds', async () => {
    answer = () => undefined;
    const startMs = performance.now();
    await expect(carrierTo(url).deliver(delivery)).rejects.toThrow();
    expect(performance.now() - startMs).toBeLessThan(6_000);
  });

  it('do not wait for the end of an answer whose status was told', async () => {
    answer = (_request, response) => void response.writeHead(202).write('{'); // and never ends
    await carrierTo(url).deliver(delivery);
  });

  it('are given up after a bounded number of attempts', () => {
    expect(carrierTo(url).attemptsMax).toBe(10);
  });
});
