// Paths of websockets besides the channels': whoever listens for upgrades leaves those of others alone.
import type { IncomingMessage } from 'node:http';

/** What the desk's tabs listen to. */
export const DESK_LIVE = '/desk/live';

/** Without the query; no part of it is looked at. */
export const pathOf = ({ url = '' }: Pick<IncomingMessage, 'url'>): string => url.split('?', 1)[0] ?? '';
