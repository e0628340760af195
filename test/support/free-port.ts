import { createServer, type AddressInfo } from 'node:net';

/** @returns a port of 127.0.0.1 that nothing listens on at this moment */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo; // a listening TCP server's address is never a string or null
      probe.close(() => resolve(port));
    });
  });
}
