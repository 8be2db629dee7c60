// The stand-in as a process of its own: for several product processes, and for `npm start` by hand.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { selfSigned } from '../support/self-signed';
import { ROUTES } from './control';
import { createStandin } from './server';
import { LEVELS } from './session';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8081' },
    host: { type: 'string', default: '127.0.0.1' },
    ranges: { type: 'string', default: '3' },
    lag: { type: 'string', default: '0' },
    consistency: { type: 'string', default: 'Session' },
    key: { type: 'string' },
    'aad-token': { type: 'string' },
    /** A file for the certificate that clients must trust (NODE_EXTRA_CA_CERTS). */
    tls: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const consistency = LEVELS.find((one) => one === values.consistency);
  if (!consistency) throw new Error(`--consistency is one of ${LEVELS.join(', ')}`);
  const tls = values.tls === undefined ? undefined : selfSigned();
  if (tls) writeFileSync(values.tls ?? '', tls.cert);
  const standin = await createStandin({
    port: Number(values.port),
    host: values.host,
    ranges: Number(values.ranges),
    lagMs: Number(values.lag),
    consistency,
    ...(values.key !== undefined && { key: values.key }),
    ...(values['aad-token'] !== undefined && { aadToken: values['aad-token'] }),
    ...(tls && { tls }),
  });
  process.stdout.write(
    `COSMOS_ENDPOINT=${standin.endpoint}\nCOSMOS_KEY=${standin.key}\n\nBelow ${standin.endpoint}_standin/:\n${ROUTES}`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standin.close());
}

void main();
