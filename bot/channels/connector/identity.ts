// The bot's identity by the SDK: proves who calls, and gets the tokens for answers. Loaded only with an app id.
import {
  type Activity,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import { type AppCredentials, AuthenticationConstants, GovernmentConstants } from 'botframework-connector';

export interface Identity {
  /** Throws when the caller is not a channel that may speak to this bot. */
  prove(activity: object, authorization: string): Promise<void>;
  /** A bearer token for the connector; the SDK caches and renews it. `renew`: another one than before. */
  token(renew?: boolean): Promise<string>;
}

export function createIdentity(settings: Record<string, string>): Identity {
  const authentication = new ConfigurationBotFrameworkAuthentication(settings);
  let credentials: Promise<AppCredentials> | undefined;

  function credentialsOf(): Promise<AppCredentials> {
    const { audience, login, validate } = cloudOf(settings);
    credentials ??= new ConfigurationServiceClientCredentialFactory(settings)
      .createCredentials(settings.MicrosoftAppId ?? '', audience, login, validate)
      .then((made) => made as AppCredentials);
    credentials.catch(() => (credentials = undefined));
    return credentials;
  }

  return {
    async prove(activity, authorization) {
      // ASVS 5.0 9.1.1, 9.2.1, 9.2.3: signature, issuer, audience, expiry and service URL of the caller's token are checked by the SDK.
      await authentication.authenticateRequest(activity as Activity, authorization);
    },
    token: async (renew = false) => (await credentialsOf()).getToken(renew),
  };
}

/** Whom tokens are for and where they are had: the configured cloud's, else the government's or the public one's. */
function cloudOf(settings: Record<string, string>): { audience: string; login: string; validate: boolean } {
  const government = settings.ChannelService === GovernmentConstants.ChannelService;
  const cloud = government ? GovernmentConstants : AuthenticationConstants;
  const tenant = settings.MicrosoftAppTenantId || AuthenticationConstants.DefaultChannelAuthTenant;
  return {
    audience: settings.ToChannelFromBotOAuthScope || cloud.ToChannelFromBotOAuthScope,
    login:
      settings.ToChannelFromBotLoginUrl ||
      (government
        ? GovernmentConstants.ToChannelFromBotLoginUrl
        : `${AuthenticationConstants.ToChannelFromBotLoginUrlPrefix}${tenant}`),
    validate: settings.ValidateAuthority !== 'false',
  };
}
