// Where log lines go: as JSON to programs, in words to a person at a terminal; nothing stands before the greeting but trouble.

export interface Lines {
  /** One line of the log, as pino makes it. */
  write(line: string): void;
  /** The greeting is out: what waited follows it. */
  release(): void;
}

export interface LinesOptions {
  /** Where they go. */
  write: (text: string) => void;
  /** Somebody reads them at a terminal. */
  person: boolean;
  color?: boolean;
}

const WARN = 40;

/** Lines wait for `release`; with the first warning all come at once, whose reason nobody should have to wait for. */
export function createLines({ write, person, color = false }: LinesOptions): Lines {
  let held: string[] | undefined = [];
  const release = (): void => {
    for (const line of held ?? []) write(line);
    held = undefined;
  };
  return {
    release,
    write(line) {
      const text = person ? forPeople(line, { color }) : line;
      if (!held) return write(text);
      held.push(text);
      if (levelOf(line) >= WARN) release();
    },
  };
}

const levelOf = (line: string): number => Number(/"level":(\d+)/.exec(line)?.[1] ?? 0);

const LEVELS: Record<number, { name: string; color?: number }> = {
  20: { name: 'debug' },
  30: { name: 'info' },
  40: { name: 'warn', color: 33 },
  50: { name: 'error', color: 31 },
};
const DIM = 2;

/** `18:25:09  warn   not sent; tried again later  why=ECONNREFUSED seconds=10`, with the time of this machine's zone. */
export function forPeople(line: string, { color = false }: { color?: boolean } = {}): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const { name, color: shade } = LEVELS[Number(level)] ?? { name: String(level) };
  const paint = (text: string, code: number | undefined) => (color && code ? `\u001b[${code}m${text}\u001b[0m` : text);
  const more = Object.entries(fields).map(([key, value]) => `${key}=${plain(value)}`);
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  return `${[
    paint(clock, DIM),
    paint(name.padEnd(5), shade),
    clean(String(msg)),
    ...(more.length ? [paint(more.join(' '), DIM)] : []),
  ].join('  ')}\n`;
}

const plain = (value: unknown): string =>
  clean(
    Array.isArray(value)
      ? value.map(String).join(', ')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : `${value as string}`,
  );

/** ASVS 5.0 16.4.1: nothing that a log holds moves the cursor, colours or begins a line. */
const clean = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
