// The chat in a host page's panel: starts it with what the server wrote into the page.
import { createChat } from '../widget/chat';
import type { ChatConfig } from '../widget/chat-port';
import { createHost } from '../widget/host';

const root = document.getElementById('chat');
const data = document.getElementById('config')?.textContent;
if (root && data) {
  const config = JSON.parse(data) as ChatConfig & { origins: string[] };
  const host = createHost(config.origins);
  // Opened as a page of its own there is nobody to open or close it.
  const alone = parent === window;
  host.listen(createChat(root, config, alone ? undefined : host.panel));
}
