// Which pages may stand around the chat: the origins of the configuration, in the words of a Content-Security-Policy.

/** The value of `frame-ancestors` for the frame's page (ASVS 5.0 3.4.6): our own pages, and those of ALLOWED_ORIGINS. */
export const frameAncestors = (allowedOrigins: readonly string[]): string =>
  allowedOrigins.includes('*') ? '*' : ["'self'", ...allowedOrigins].join(' ');

/** Where Teams, Outlook and Microsoft 365 open a tab: the global cloud's hosts, and that of Teams operated by 21Vianet. */
export const TAB_ANCESTORS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://teams.microsoftonline.cn',
].join(' ');

/** Origins that Azure binds its tokens to: the chat's own, and the pages that may use it directly. */
export const trustedOrigins = (publicUrl: string, allowedOrigins: readonly string[]): string[] => [
  ...new Set([new URL(publicUrl).origin, ...allowedOrigins.filter((one) => one !== '*')]),
];
