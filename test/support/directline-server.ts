// The embedded Direct Line and the chat page on a real server at a free port, for tests.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createDirectLine, type DirectLineOptions } from '../../bot/channels/directline';
import { createRouter } from '../../bot/http/router';
import { createAssets } from '../../bot/pages/assets';
import { chatRoutes, type DemoOrder } from '../../bot/pages/chat';
import type { Store } from '../../storage/store';
import { createEchoTurns, echoRender } from './echo-turns';
import type { Relay } from './relay';

export interface TestServer {
  base: string;
  port: number;
  warnings: string[];
  close(): Promise<void>;
}

export interface TestServerOptions extends Partial<DirectLineOptions> {
  store: Store;
  /** Its address is the server's, also of the next one behind it. */
  relay?: Relay;
  /** Activities that the echo of their name becomes. */
  fixtures?: Record<string, object>;
  /** The built browser code: also serves the chat page. */
  webFolder?: string;
  /** Where Azure's Direct Line is, for the page's policy. */
  azureOrigin?: string;
}

export async function startDirectLine(options: TestServerOptions): Promise<TestServer> {
  const { store, fixtures, webFolder, azureOrigin, relay, ...rest } = options;
  const warnings: string[] = [];
  const router = createRouter();
  const server = router.http;
  const channel = createDirectLine({
    store,
    turns: createEchoTurns(store),
    secrets: { jwtKeys: () => ['a key for tests only'] },
    now: () => new Date().toISOString(),
    newId: randomUUID,
    render: echoRender(fixtures),
    publicUrl: 'http://localhost',
    log: { warn: (fields, message) => warnings.push(`${message} ${JSON.stringify(fields)}`) },
    ...rest,
  });
  channel.mount(router);
  if (webFolder) {
    const demoOrders = (): DemoOrder[] => [{ order: '7120441201', note: 'oneOpen' }];
    chatRoutes({
      assets: createAssets(webFolder),
      publicUrl: 'http://localhost',
      business: { phoneHours: '9:00-18:00', phone: '400' },
      allowedOrigins: rest.allowedOrigins,
      directLine: azureOrigin,
      demo: true,
      demoOrders,
    }).mount(router);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const actual = (server.address() as AddressInfo).port;
  relay?.to(actual);
  const port = relay?.port ?? actual;
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    warnings,
    async close() {
      relay?.to(undefined);
      channel.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
