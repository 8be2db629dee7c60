// Somebody whose submitting turn is cut off at a moment, and what he does then.
import { channelVisitor, type Visitor, webVisitor } from '../support/visitor';
import { eventually } from '../support/eventually';
import { PAYER, TAX_ID } from '../support/fapiao-world';
import { newOrder, NUMBER, signedIn, type Stage } from './processes-people';

export const MOMENTS = ['decided', 'done', 'answered'] as const;
export const WAYS = ['sends again', 'says something else', 'only waits'] as const;

export interface Case {
  moment: (typeof MOMENTS)[number];
  way: (typeof WAYS)[number];
  visitor: Visitor;
}

export const labelOf = ({ moment, way }: Case) => ({ moment, way });

/** Somebody who has only to confirm. */
export async function prepare(stage: Stage, moment: Case['moment'], way: Case['way']): Promise<Case> {
  const { base } = stage.cluster.balancer;
  // What is committed but not sent: the web chat reads it in the log; a channel delivers again.
  const onWeb = (moment === 'answered') === (way !== 'sends again');
  const visitor = onWeb ? await webVisitor(base) : channelVisitor(base, stage.channel);
  await visitor.says('hello', /./);
  await signedIn(stage, visitor, await newOrder(stage.cluster));
  await visitor.says('I need a fapiao', /title/i);
  await visitor.says(`${PAYER} ${TAX_ID}`, /confirm/i);
  return { moment, way, visitor };
}

export const confirms = ({ visitor }: Case, base?: string) =>
  visitor.sends('confirm', `confirm-${visitor.conversation}`, base);

export async function goesOn(one: Case): Promise<void> {
  const { visitor, way } = one;
  if (way === 'sends again') await confirms(one);
  if (way === 'says something else') await visitor.says('thank you', /./);
  await eventually(`the answer for who ${way}`, () => visitor.heard().some((text) => NUMBER.test(text)));
}
