import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A port that passes bytes on to another, until it is told to swallow them: as a network does that loses its other end. */
export interface BlackHole {
  readonly port: number;
  /** From now on no byte of the connections that are open passes, either way, and none is closed. New ones work. */
  swallow(): void;
  close(): Promise<void>;
}

export async function openBlackHole(targetPort: number): Promise<BlackHole> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from);
      from.on('data', (bytes) => to.write(bytes));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    } // prettier-ignore
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // a listening TCP server's address is never a string or null
    swallow: () => {
      for (const socket of sockets) socket.removeAllListeners('data').removeAllListeners('close');
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
