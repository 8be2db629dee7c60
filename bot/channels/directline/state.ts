// What the routes and sockets of the embedded Direct Line work with.
import type { Deliver } from './deliver';
import type { Guard } from './guard';
import type { ReadLog } from './log';
import type { Streams } from './stream';
import type { Tokens } from './token';
import type { Flooding } from '../webchat/user';

export interface DirectLine {
  guard: Guard;
  tokens: Tokens;
  deliver: Deliver;
  read: ReadLog;
  streams: Streams;
  flooding: Flooding;
  /** A UUID. */
  newId: () => string;
  publicUrl: string;
  allowedOrigins: readonly string[];
}
