// Mistyped mail domains: the activation mail of `li@gmial.com` would never come.
import { oneEditApart } from './text';

/** Mailboxes that many people have. A long name one slip away from one of these is meant to be it. */
const POPULAR = ['gmail.com', 'outlook.com', 'hotmail.com', 'yahoo.com', 'foxmail.com', 'icloud.com', 'aliyun.com'];
const POPULAR_SHORT = [
  'qq.com',
  '163.com',
  '126.com',
  '139.com',
  '189.cn',
  'sina.com',
  'sohu.com',
  'live.com',
  'msn.com',
];

/** One slip away from a popular name, yet real. */
const REAL = new Set(['mail.com', 'email.com', 'ymail.com', 'gmx.com', 'hmail.com', 'yaho.com']);

/** Endings that are no top-level domain. */
const ENDINGS: Record<string, string> = {
  con: 'com',
  cmo: 'com',
  ocm: 'com',
  vom: 'com',
  xom: 'com',
  comm: 'com',
  coom: 'com',
  ccom: 'com',
  cpm: 'com',
  cim: 'com',
  conm: 'com',
  comn: 'com',
  cnn: 'cn',
  ccn: 'cn',
  nll: 'nl',
  ddk: 'dk',
  frr: 'fr',
};
/** Real endings that nobody's popular mailbox has. */
const SHORTENED = ['co', 'cm', 'om', 'cn.com', 'cc'];

/** The domain that a mistyped one was meant to be, or undefined when it looks right. */
export function intendedDomain(domain: string): string | undefined {
  const at = domain.lastIndexOf('.');
  const ending = ENDINGS[domain.slice(at + 1)];
  const fixed = ending ? `${domain.slice(0, at)}.${ending}` : domain;
  if (REAL.has(fixed)) return ending ? fixed : undefined;
  const all = [...POPULAR, ...POPULAR_SHORT];
  if (all.includes(fixed)) return ending ? fixed : undefined;
  for (const popular of all) {
    const base = popular.slice(0, popular.indexOf('.'));
    if (popular.endsWith('.com') && SHORTENED.some((short) => fixed === `${base}.${short}`)) return popular;
    if (fixed === `${base}com` || fixed === `${base}..com` || fixed === `www.${popular}`) return popular;
  }
  for (const popular of POPULAR) {
    const [base = '', tld = ''] = popular.split('.');
    const [typed = '', typedTld = ''] = fixed.split('.');
    const same = fixed.split('.').length === 2 && typedTld === tld;
    if (same && oneEditApart(typed, base)) return popular;
    if (fixed.split('.').length === 2 && oneEditApart(typed, base) && SHORTENED.includes(typedTld)) return popular;
  }
  // The national mailboxes of the same providers: hotmial.fr, outlok.dk.
  const [typed = '', ...rest] = fixed.split('.');
  const provider = ['outlook', 'hotmail', 'yahoo'].find((name) => oneEditApart(typed, name));
  if (provider && ['fr', 'dk', 'nl', 'be', 'com.cn', 'com.tw', 'com.hk', 'co.uk', 'de'].includes(rest.join('.'))) {
    return [provider, ...rest].join('.');
  }
  return ending ? fixed : undefined;
}
