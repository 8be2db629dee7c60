// Learns what phrases mean and keeps it, unless that was done since they changed: a step of the build, and before tests.
import { learnModel, toBytes } from '../../dialogs/understanding/model';
import { keep, readKept } from './kept';

/** Some seconds of CPU when phrases or code have changed, else nothing. */
export function learnOnce(): void {
  if (!readKept()) keep(toBytes(learnModel()));
}

if (require.main === module) learnOnce();
