// What a chat page asks beside Direct Line: its token, whom its host has signed in, and that all tokens end.
import { bearer } from '../../http/caller';
import { refuse } from '../../http/json';
import type { Handler, Routes } from '../../http/routes';
import { stateOf } from '../../turn/parts';
import { joined } from '../directline/deliver';
import type { Act } from '../directline/guard';
import { gone, noToken, tooMany } from '../refusals';
import type { AzureChat, WebchatOptions } from './options';
import { signOut } from './sign-out';
import { chatToken } from './token';
import { createSignInByHost, type SignInByHost } from './user';

export type { AzureChat, WebchatOptions } from './options';

export function webchatRoutes(options: WebchatOptions): { paths: string[]; mount(routes: Routes): void } {
  const { guard, azure } = options;
  const signIn = createSignInByHost(options);
  const handlers: [path: string, handler: Handler][] = [
    ['/api/webchat/token', chatToken(options)],
    ['/api/webchat/user', azure ? azureUser(options, azure, signIn) : guard.guarded(ownUser(options, signIn))],
    ['/api/webchat/revoke', signOut(options)],
  ];
  return {
    paths: handlers.map(([path]) => path),
    mount(routes) {
      for (const [path, handler] of handlers) routes.route('POST', path, handler);
    },
  };
}

const ownUser =
  ({ deliver, guard }: WebchatOptions, signIn: SignInByHost): Act =>
  ({ claims, header }, req, res) =>
    signIn(
      {
        conversationId: claims.conversationId,
        header,
        async begin(locale) {
          await deliver(claims, req, joined(claims.locale ?? locale));
        },
        async tell(what) {
          await deliver(claims, req, what);
          return stateOf(await guard.headerOf(claims));
        },
      },
      req,
      res,
    );

/** A token of Azure's is proven by Azure: it says whose conversation it is. */
const azureUser = (
  { guard, ipOf, floods }: WebchatOptions,
  { broker: asked, place }: AzureChat,
  signIn: SignInByHost,
): Handler =>
  guard.open(async (_base, req, res) => {
    const given = bearer(req);
    if (!given) return refuse(res, noToken);
    const wait = floods.token(ipOf(req) ?? '');
    if (wait) return refuse(res, tooMany(wait));
    const found = await asked.conversationOf(given);
    if (!found.ok) return refuse(res, found.refusal);
    const known = await place(found.value);
    // The bot hears of it with Azure's first activity.
    return known ? signIn(known, req, res) : refuse(res, gone);
  });
