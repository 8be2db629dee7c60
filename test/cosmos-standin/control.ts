// The stand-in's own routes, for tests and hands outside its process: faults, stats, clock, lag, down.
import type { Answer } from './service';
import type { FaultRule } from './faults';
import type { DownMode, Standin } from './server';

const json = (body: unknown, status = 200): Answer => ({
  status,
  body: `${JSON.stringify(body, undefined, 2)}\n`,
  headers: {},
  charge: 0,
});

export const ROUTES = `GET    stats                 counts, request units and the log of requests
DELETE stats                 forgets them
GET    faults                rules that still wait
POST   faults                a rule: { do, on?, nth?, times?, pk?, id?, retryAfterMs?, at?, ms? }
DELETE faults                none any more
POST   clock                 { advance: ms } or { set: ms | null }
POST   lag                   { ms }
POST   down                  { mode: "503" | "cut" | "refuse", forMs? }; refuse needs forMs
POST   up                    everything works again
GET    containers            what is stored: database, container, documents by range
`;

/** Answers a request below `/_standin/`. */
export async function control(standin: Standin, method: string, path: string, body: Buffer): Promise<Answer> {
  const input = (body.length ? JSON.parse(body.toString('utf8')) : {}) as Record<string, unknown>;
  const number = (name: string): number => Number(input[name] ?? 0);
  switch (`${method} ${path.replace(/[?].*$|\/$/g, '')}`) {
    case 'GET stats':
      return json(standin.stats.read());
    case 'DELETE stats':
      standin.stats.reset();
      return json({});
    case 'GET faults':
      return json(standin.faults.pending());
    case 'POST faults':
      standin.faults.add(input as unknown as FaultRule);
      return json({});
    case 'DELETE faults':
      standin.faults.clear();
      return json({});
    case 'POST clock':
      if ('set' in input) standin.clock.set(input.set === null ? undefined : number('set'));
      else standin.clock.advance(number('advance'));
      return json({ now: standin.clock.now() });
    case 'POST lag':
      standin.setLag(number('ms'));
      return json({});
    case 'POST down':
      return downFor(standin, input.mode as DownMode, number('forMs'));
    case 'POST up':
      await standin.up();
      return json({});
    case 'GET containers':
      return json(standin.containers());
    default:
      return { ...json({}, 404), body: ROUTES };
  }
}

function downFor(standin: Standin, mode: DownMode, forMs: number): Answer {
  if (!['503', 'cut', 'refuse'].includes(mode) || (mode === 'refuse' && !forMs)) {
    return json({ error: 'mode is 503, cut or refuse; refuse needs forMs, since nobody can call then' }, 400);
  }
  // After this answer is out.
  setImmediate(() => void standin.down(mode));
  if (forMs) setTimeout(() => void standin.up(), forMs).unref();
  return json({});
}
