// The yardstick: a plain botbuilder echo bot, as in the samples. Their web framework is installed aside (samples.mjs).
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { createServer, plugins } from 'restify';

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = createServer();
server.use(plugins.bodyParser());
server.post('/api/messages', async (req, res) => {
  await adapter.process(req as never, res as never, async (context) => {
    if (context.activity.type === 'message') await context.sendActivity(`Echo: ${context.activity.text}`);
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1', () =>
  process.stdout.write(`listens on port ${(server.address() as { port: number }).port}\n`),
);
