// What is only for this machine (demo, dev inbox, callers whom nobody proves) and what a start needs that others can reach.
import { isLoopbackHost, isLoopbackUrl } from '../http/loopback';

export interface Reach {
  HOST: string;
  PUBLIC_URL?: string | undefined;
}

/** Whether the process can be reached from this machine alone: it listens there, and its public address is there. */
export const isLocalOnly = ({ HOST, PUBLIC_URL }: Reach): boolean =>
  isLoopbackHost(HOST) && (PUBLIC_URL === undefined || isLoopbackUrl(PUBLIC_URL));

/** What production has no default for. A variable that was given and does not fit has its line already. */
export function missingInProduction(env: NodeJS.ProcessEnv): string[] {
  const problems: string[] = [];
  // ASVS 5.0 13.3.1: the secret comes from outside, not from the data it protects.
  if (!env.SECRET) problems.push('SECRET: got nothing, production wants at least 32 random characters');
  if (!env.PUBLIC_URL) problems.push('PUBLIC_URL: got nothing, production wants the address that people open');
  return problems;
}

export interface Doors extends Reach {
  SMTP_URL?: string | undefined;
  MicrosoftAppId?: string | undefined;
  WEB_CHAT_ONLY: boolean;
}

/**
 * A line for each setting that opens a door to whoever comes, where strangers can come.
 * ASVS 5.0 13.4.2: no debug features where others can use them; ASVS 5.0 15.2.3: no door without a reason.
 */
export function exposedProblems(set: Doors, { production, demo }: { production: boolean; demo: boolean }): string[] {
  if (!production && isLocalOnly(set)) return [];
  const why = production
    ? 'production wants'
    : `${isLoopbackHost(set.HOST) ? 'PUBLIC_URL' : 'HOST'} lets others in and wants`;
  const problems: string[] = [];
  if (!set.SMTP_URL)
    problems.push(`SMTP_URL: got nothing, ${why} a mail server (the dev inbox shows every mail to whoever asks)`);
  if (!set.MicrosoftAppId && !set.WEB_CHAT_ONLY)
    problems.push(`MicrosoftAppId: got nothing, ${why} the bot's app id, or WEB_CHAT_ONLY=true`);
  if (demo) problems.push(`DEMO: got true, ${why} false (the demo signs anybody in)`);
  return problems;
}

/** Whether `/api/messages` is there: its callers prove who they are, or can only be on this machine. */
export const servesMessages = ({
  botFramework,
  production,
  local,
  webChatOnly,
}: {
  botFramework: Record<string, string>;
  production: boolean;
  local: boolean;
  webChatOnly: boolean;
}): boolean => Boolean(botFramework.MicrosoftAppId) || (local && !production && !webChatOnly);
