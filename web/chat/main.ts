// The chat page: starts the chat with what the server wrote into the page, and in demo mode the strip above it.
import { createChat } from '../widget/chat';
import type { ChatConfig } from '../widget/chat-port';
import { createStrip, type StripConfig } from './strip';

const root = document.getElementById('chat');
const data = document.getElementById('config')?.textContent;
if (root && data) {
  const config = JSON.parse(data) as ChatConfig & { demo?: StripConfig };
  const chat = createChat(root, config);
  if (config.demo) root.before(createStrip(config.demo, chat));
}
