// Which names stand in a message by their shape alone.
import { parseCompany } from '../../dialogs/understanding/company';

test.each([
  '上海青禾餐饮管理有限公司',
  '上海青禾餐饮管理有限公司浦东分公司',
  '上海蓝港（集团）有限公司',
  '台灣測試股份有限公司',
  '杭州西湖小吃店',
  '北京某某律师事务所',
  '上海某某企业管理合伙企业（有限合伙）',
  '复旦大学',
  '上海市公安局',
  '北京协和医院',
  'Contoso Ltd',
  'Contoso B.V.',
  'Eksempel ApS',
  'Eksempel A/S',
  'Muster GmbH',
  'Société Test SAS',
  'Beispiel AG',
  'Shanghai Languang Logistics Co., Ltd.',
])('%s is the name of an organisation', (name) => {
  expect(parseCompany(name).fields.name).toBe(name);
});

test.each([
  '王敏',
  '公司',
  '我的公司',
  '什么公司',
  '本公司',
  '分公司',
  '这家公司',
  'my company',
  'as soon as',
  'Ja, lad os se',
  'how about Ltd',
  '开发票',
  '',
])('%j is none', (name) => {
  expect(parseCompany(name).fields.name).toBeUndefined();
});
