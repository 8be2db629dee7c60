// The port: taken before anything else and kept, so that what stands there first hands it on without a gap.
import { createServer, type Server } from 'node:net';

/** What answers: a server of Node's. */
interface Answering {
  listen(door: Server, ready: () => void): unknown;
}

export interface Door {
  port: number;
  /** From now on `server` answers; whoever stood there before must not close its server, which would close the port. */
  open(server: Answering): Promise<void>;
}

/** `port` 0: any that is free. Who knocks before a server answers is cut off. Throws what the system says. */
export async function takePort(port: number, host: string): Promise<Door> {
  const door = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject);
    door.listen(port, host, () => {
      door.off('error', reject);
      resolve();
    });
  });
  return {
    port: (door.address() as { port: number }).port,
    open: (server) => new Promise((resolve) => server.listen(door, resolve)),
  };
}
