// Bugs of people who take conversations over: two who own one, and an assistant that talks over them.
import type { Seed } from './seed';

const suite = 'test/bot/turn/handoff.test.ts';
const ONE = 'of ten claims at once one wins, and nothing of the assistant stands between a claim and its end';

export const HANDOFF_SEEDS: Seed[] = [
  {
    bug: 'who owns a conversation is read, and its commit does not look again',
    file: 'bot/turn/commit.ts',
    from: "{ op: 'replace', doc: headerDoc, etag: at.etag }",
    to: "{ op: 'put', doc: headerDoc }",
    suite,
    title: ONE,
  },
  {
    bug: 'the assistant answers while a person talks',
    file: 'dialogs/engine.ts',
    from: "play.state.handoff?.state === 'agent' && input.kind !== 'outcome'",
    to: "play.state.handoff?.state === 'agent' && input.kind === 'joined'",
    suite,
    title: ONE,
  },
  {
    bug: 'a claim that was delivered again is refused',
    file: 'bot/turn/commit.ts',
    from: "(await deps.store.get(keys.turn(inbound.conversation, row))) ? 'repeated' : { refused };",
    to: '{ refused };',
    suite,
    title: 'the same claim delivered again is the same claim; refused, nothing is written',
  },
  {
    bug: 'whoever owns it has vanished, wherever they are',
    file: 'bot/turn/timers.ts',
    from: 'if (seen && later(seen, HANDOFF_RULES.vanishedMs) > now) {',
    to: 'if (seen && later(seen, HANDOFF_RULES.vanishedMs) < deps.now()) {',
    suite,
    title: 'an owner who is at the desk keeps it; gone for two minutes it waits again, in its place, and is told once',
  },
];
