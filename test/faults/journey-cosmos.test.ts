// The same journey on Cosmos DB: stopped before and after its calls, and with every trouble of the service at its requests.
import type { Stored } from '../../storage/store';
import type { FaultAction } from '../cosmos-standin/faults';
import type { Standin } from '../cosmos-standin/server';
import { PATIENT, tempCosmos } from '../support/temp-cosmos';
import { type NewGround, type Outcome, play, seeds, sow, stopEverywhere } from './journey';

/** Those that are waited for at each request are first: meanwhile the others are played. */
const TROUBLES: FaultAction[] = ['stall', 'lostStall', '429', '449', '503', '408', '500', 'cut', 'lost'];
/** `npm run faults` stops at every call and troubles every request, one trouble at a time; `npm test` every so many. */
const ALL = Boolean(process.env.ROUNDS);
const EVERY_STOP = ALL ? 1 : 7;
/** Troubles are so many requests apart; as many journeys as `OFFSETS` begin at another one each. */
const APART = ALL ? 1_000 : 10;
const OFFSETS = ALL ? Infinity : 2;

/** A request that nobody answers is given up after so long. */
const STALL_MS = 1_000;
const STALLS = /stall/i;

/** Journeys of one trouble side by side; jest plays five troubles at once. */
const LANES = 2;

let template: Stored[];
/** The journey without trouble, and how many requests it takes. */
let whole: Outcome;
let requests: number;
beforeAll(async () => {
  template = await seeds();
  let standin: Standin | undefined;
  whole = await play(
    onCosmos((one) => {
      standin = one;
    }),
  );
  requests = itemsAsked(standin as Standin).length;
});

const itemsAsked = (standin: Standin) =>
  standin.stats.read().log.filter(({ op }) => ['read', 'batch', 'query', 'queryplan', 'changefeed'].includes(op));

/** `ready` is told of the stand-in when the world stands, before anything is asked of it. */
function onCosmos(ready: (standin: Standin) => void = () => {}, tryMs?: number): NewGround {
  return async (now) => {
    // Strong, as several processes want it: one that takes over sees all that the dead one wrote.
    const temp = await tempCosmos({ consistency: 'Strong' });
    await sow(await temp.open({ now }), template);
    temp.standin.stats.reset();
    ready(temp.standin);
    return { open: () => temp.open({ now, ...PATIENT, ...(tryMs ? { tryMs } : {}) }), remove: () => temp.remove() };
  };
}

test('stopped before and after its calls: nothing lost, nothing twice', async () => {
  expect(whole.mails).toHaveLength(5);
  expect(await stopEverywhere(onCosmos(), whole, EVERY_STOP)).toBeGreaterThan(200 / EVERY_STOP);
});

test.concurrent.each(TROUBLES)(
  '%s at one request after another: the same journey, nothing lost, nothing twice',
  async (trouble) => {
    let met = 0;
    const offsets = Array.from({ length: Math.min(OFFSETS, requests) }, (_, n) => 1 + n * (ALL ? 1 : APART / OFFSETS));
    const left = offsets.values();
    const lane = async () => {
      for (const offset of left) {
        let standin: Standin | undefined;
        const troubled = await play(
          onCosmos(
            (one) => {
              standin = one;
              for (let nth = offset; nth < 1_000; nth += APART)
                one.faults.add({ on: 'item', do: trouble, nth, retryAfterMs: 5 });
            },
            STALLS.test(trouble) ? STALL_MS : undefined,
          ),
        ).catch((cause: unknown) => {
          throw new Error(`with ${trouble} at request ${offset} and every ${APART} after it`, { cause });
        });
        met += itemsAsked(standin as Standin).filter(({ fault }) => fault === trouble).length;
        expect({ offset, ...heard(troubled) }).toEqual({ offset, ...heard(whole) });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    // As many as the undisturbed journey has requests at those places.
    const places = offsets.reduce((sum, offset) => sum + Math.floor((requests - offset) / APART) + 1, 0);
    expect(met).toBeGreaterThanOrEqual(places);
  },
);

/** All that persons and the service centre saw. */
const heard = ({ mails, log, posts }: Outcome) => ({ mails, log: log.toSorted(), posts: [...posts].toSorted() });
