// One company or not: the same domain or below it, and never a provider at whom anybody gets a mailbox.
import { isPublicMailDomain, sameCompany } from '../../domain/mail-domain';

test.each([
  ['boss@qinghe.example', 'lihua@qinghe.example', true],
  ['boss@Qinghe.example', 'lihua@qinghe.EXAMPLE', true],
  ['boss@qinghe.com.cn', 'lihua@sh.qinghe.com.cn', true],
  ['boss@sh.qinghe.com.cn', 'lihua@qinghe.com.cn', false],
  ['boss@sh.qinghe.com.cn', 'lihua@bj.qinghe.com.cn', false],
  ['boss@qinghe.com.cn', 'lihua@notqinghe.com.cn', false],
  ['boss@qinghe.example', 'boss@qinghe.example.evil.example', false],
  ['boss@qinghe.example', 'qinghe.example@evil.example', false],
  ['boss@qq.com', 'lihua@qq.com', false],
  ['boss@163.com', 'lihua@vip.163.com', false],
  ['boss@localhost', 'lihua@localhost', false],
  ['boss@', 'lihua@', false],
])('%s and %s', (contact, email, one) => {
  expect(sameCompany(contact, email)).toBe(one);
});

test.each(
  `qq.com vip.qq.com 163.com vip.163.com 126.com yeah.net 188.com gmail.com outlook.com outlook.fr hotmail.com hotmail.fr
  yahoo.com yahoo.com.tw yahoo.com.cn icloud.com me.com foxmail.com sina.com sina.cn sohu.com aliyun.com 139.com 189.cn wo.cn tom.com 21cn.com
  263.net hinet.net live.nl kpnmail.nl ziggo.nl orange.fr laposte.net proton.me gmx.de mail.ru`.split(/\s+/),
)('%s is nobody’s company', (domain) => {
  expect(isPublicMailDomain(domain)).toBe(true);
  expect(sameCompany(`a@${domain}`, `b@${domain}`)).toBe(false);
});

test.each(['qinghe.com.cn', 'contoso.onmicrosoft.com', '21vianet.com', 'com.cn', 'tongji.edu.cn'])(
  '%s may be a company',
  (domain) => expect(isPublicMailDomain(domain)).toBe(false),
);
