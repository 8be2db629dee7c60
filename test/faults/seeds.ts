// Every seeded bug.
import type { Seed } from './seed';
import { ANSWER_SEEDS } from './seeds-answers';
import { COSMOS_SEEDS } from './seeds-cosmos';
import { DESK_SEEDS } from './seeds-desk';
import { HANDOFF_SEEDS } from './seeds-handoff';
import { TURN_SEEDS } from './seeds-turn';

export const SEEDS: readonly Seed[] = [
  ...TURN_SEEDS,
  ...ANSWER_SEEDS,
  ...COSMOS_SEEDS,
  ...DESK_SEEDS,
  ...HANDOFF_SEEDS,
];
