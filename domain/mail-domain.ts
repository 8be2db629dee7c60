// Whether two e-mail addresses are of one company: the same domain, and no provider at whom anybody gets a mailbox.
import providers from 'email-providers/all.json';

/** What the list lacks: carriers and portals of China, Taiwan and our other languages' countries, newer providers. */
const MORE = (
  '139.com 189.cn 189.com wo.cn wo.com.cn 10086.cn 188.com sohu.com vip.sohu.com chinaren.com sogou.com 263.net 263.net.cn x263.net ' +
  'citiz.net 21cn.net china.com mail.china.com sina.cn eyou.com hinet.net pchome.com.tw seed.net.tw ziggo.nl kpnmail.nl kpnplanet.nl home.nl ' +
  'xs4all.nl planet.nl hetnet.nl chello.nl live.nl live.dk live.fr hotmail.fr hotmail.nl hotmail.dk outlook.dk outlook.fr jubii.dk ' +
  'mail.dk stofanet.dk tdcadsl.dk sfr.fr neuf.fr bbox.fr numericable.fr proton.me protonmail.com pm.me hey.com duck.com tutanota.com tuta.io'
).split(' ');

let known: Set<string> | undefined;

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/** Anybody gets a mailbox there: `vip.163.com` counts as `163.com` does. */
export function isPublicMailDomain(domain: string): boolean {
  known ??= new Set([...providers, ...MORE]);
  const labels = domain.split('.');
  return labels.some((_, i) => known?.has(labels.slice(i).join('.')));
}

/**
 * Whether `email` is of the company of `contact`: at the same domain or below it. Not above it: who has a mailbox at
 * `isp.example` is no colleague of who has one at `firm.isp.example`. Public mail domains never count.
 */
export function sameCompany(contact: string, email: string): boolean {
  const [theirs, own] = [domainOf(contact), domainOf(email)];
  if (!theirs.includes('.') || isPublicMailDomain(theirs) || isPublicMailDomain(own)) return false;
  return own === theirs || own.endsWith(`.${theirs}`);
}
