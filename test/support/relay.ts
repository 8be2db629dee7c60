// An address that stays while the process behind it is killed and another one starts at a port of its own.
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Relay {
  port: number;
  /** Where connections go from now on; undefined: they are cut off, also those that stand. */
  to(port: number | undefined): void;
  close(): Promise<void>;
}

export async function openRelay(): Promise<Relay> {
  const open = new Set<Socket>();
  let target: number | undefined;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (target === undefined) return void near.destroy();
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', (failed) => {
        open.delete(one);
        if (failed) other.destroy();
        else other.end();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => open.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    to(port) {
      target = port;
      if (port === undefined) cut();
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}
