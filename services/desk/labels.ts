// Which applications can have a courier label: on paper, by courier, to an address, and still to be sent or on their way.
import { isLive } from '../../domain/application';
import { mediumOf } from '../../domain/fapiao';
import type { Reason } from '../../domain/result';
import type { StaffView } from '../../domain/staff-view';
import type { Application } from '../../storage/records';
import { findApplication } from '../application/applications';
import type { Deps } from '../shared/deps';
import { no } from '../shared/once';
import { auditAlone } from '../staff/audit';

export type Postable = { ok: true; applications: Application[] } | { ok: false; reason: Reason };

const isPosted = ({ kind, delivery, state, closed }: Application): boolean =>
  !closed &&
  isLive(state) &&
  mediumOf(kind) === 'paper' &&
  (delivery.method === 'sf' || delivery.method === 'yunda') &&
  Boolean(delivery.address);

/** All of them, in their order, or none: a stack of labels that lacks one is not noticed. Audited. Refused: `applicationUnknown`, `labelNone` {number}. */
export async function postable(deps: Deps, staff: StaffView, numbers: readonly string[]): Promise<Postable> {
  const found = await Promise.all(numbers.map((number) => findApplication(deps, number)));
  const applications = found.flatMap((one) => (one ? [one.body] : []));
  if (applications.length < numbers.length) return no('applicationUnknown');
  const not = applications.find((one) => !isPosted(one));
  if (not) return no('labelNone', { number: not.number });
  const thing = numbers.length === 1 ? (numbers[0] ?? '') : String(numbers.length);
  await auditAlone(deps, { who: staff, what: 'sheet.labels', thing, after: { numbers } });
  return { ok: true, applications };
}
