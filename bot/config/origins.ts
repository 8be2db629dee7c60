// Which pages may stand around the chat: the origins of the configuration, in the words of a Content-Security-Policy.

/** The value of `frame-ancestors` for the frame's page (ASVS 5.0 3.4.6): our own pages, and those of ALLOWED_ORIGINS. */
export const frameAncestors = (allowedOrigins: readonly string[]): string =>
  allowedOrigins.includes('*') ? '*' : ["'self'", ...allowedOrigins].join(' ');

/** Origins that Azure binds its tokens to: the chat's own, and the pages that may use it directly. */
export const trustedOrigins = (publicUrl: string, allowedOrigins: readonly string[]): string[] => [
  ...new Set([new URL(publicUrl).origin, ...allowedOrigins.filter((one) => one !== '*')]),
];
