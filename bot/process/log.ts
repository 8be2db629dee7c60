// The log: one JSON line an event, with codes and ids of ours; never texts, addresses or tokens.
import { destination, pino } from 'pino';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

// ASVS 5.0 16.2.5: a field that could hold something personal is not written, wherever it came from.
const HIDDEN = [
  'email',
  'address',
  'to',
  'text',
  'password',
  'token',
  'taxId',
  'name',
  'url',
  '*.email',
  '*.token',
  '*.text',
];

/** `lines`: where they go, if not straight to the standard output. */
export const createLog = (level: string, lines?: { write(line: string): void }): Log =>
  pino({ level, redact: { paths: HIDDEN, remove: true }, base: undefined }, lines ?? stdout());

/** At once: what was logged before the end of a process is out. */
export const stdout = () => destination({ fd: 1, sync: true });

/** What a log may say of an error: its class, never its message, which may hold an address. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** Where in the program it went wrong: the stack without the message. */
export const placesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .map((line) => line.trim())
    : [];
