// Conversations of Azure Direct Line that the page around the chat signs people into: they live with the connector.
import type { Deps } from '../../../services/shared/deps';
import { bodyOf, type Header, keys } from '../../../storage/records';
import { createBroker } from './azure';
import { azureConversation } from '../connector/activity';
import type { AzureChat } from '../webchat';
import type { Config } from '../../config';
import { trustedOrigins } from '../../config/origins';
import type { Inbound } from '../../turn/inbound';
import { stateOf } from '../../turn/parts';
import type { Log } from '../../process/log';

type Settings = Pick<Config, 'directLine' | 'publicUrl' | 'allowedOrigins'>;

/** Undefined where no Direct Line of Azure's is configured. */
export function createAzureChat(
  { directLine, publicUrl, allowedOrigins }: Settings,
  { store, now, newId }: Deps,
  notify: (inbound: Inbound) => Promise<void>,
  log: Log,
): AzureChat | undefined {
  if (!directLine) return undefined;
  const headerOf = async (conversation: string): Promise<Header | undefined> => {
    const stored = await store.get(keys.header(conversation));
    return stored && bodyOf('header', stored);
  };
  return {
    broker: createBroker({
      settings: directLine,
      trustedOrigins: trustedOrigins(publicUrl, allowedOrigins),
      newId,
      log,
    }),
    async place(conversationId) {
      const conversation = azureConversation(conversationId);
      const header = await headerOf(conversation);
      if (!header) return undefined;
      const { channel, person = '', reference } = header;
      return {
        conversationId,
        header,
        begin: async () => undefined,
        async tell({ dedupe, input }) {
          await notify({ conversation, dedupe, input, channel, person, reference, receivedAt: now() });
          return stateOf(await headerOf(conversation));
        },
      };
    },
  };
}
