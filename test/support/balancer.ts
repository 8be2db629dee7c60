// A load balancer at its worst: each request and each socket goes to another process, nothing sticks to one.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Balancer {
  base: string;
  port: number;
  /** Where the processes listen; one that refuses a connection is passed over. */
  ports: number[];
  close(): Promise<void>;
}

export async function openBalancer(): Promise<Balancer> {
  const ports: number[] = [];
  const open = new Set<Duplex>();
  let turn = 0;

  /** The ports in the order in which they are tried, beginning with the next in turn. */
  function inTurn(): number[] {
    turn += 1;
    const first = turn % ports.length;
    return [...ports.slice(first), ...ports.slice(0, first)];
  }

  function forward(req: IncomingMessage, body: Buffer, res: ServerResponse, [port, ...others]: number[]): void {
    const { method, url: path, headers } = req;
    const onward = request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
      answer.on('error', () => res.destroy());
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && others.length) return forward(req, body, res, others);
      if (res.headersSent) return res.destroy();
      res.writeHead(502);
      res.end('{}');
    });
    onward.end(body);
  }

  function tunnel(req: IncomingMessage, near: Duplex, head: Buffer, [port = 0, ...others]: number[]): void {
    const far = connect(port, '127.0.0.1', () => {
      const lines = [`${req.method} ${req.url} HTTP/1.1`];
      for (let at = 0; at < req.rawHeaders.length; at += 2)
        lines.push(`${req.rawHeaders[at]}: ${req.rawHeaders[at + 1]}`);
      far.write(`${lines.join('\r\n')}\r\n\r\n`);
      far.write(head);
      far.on('close', () => near.destroy());
      far.pipe(near);
      near.pipe(far);
    });
    far.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && others.length) tunnel(req, near, head, others);
      else near.destroy();
    });
    near.on('error', () => far.destroy());
    near.on('close', () => far.destroy());
  }

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => forward(req, Buffer.concat(chunks), res, inTurn()));
  });
  server.on('upgrade', (req: IncomingMessage, near: Duplex, head: Buffer) => {
    open.add(near);
    near.on('close', () => open.delete(near));
    tunnel(req, near, head, inTurn());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    ports,
    async close() {
      for (const near of open) near.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
