// Places of mainland China by their Chinese and Latin names, and the places that couriers do not reach.

/** Provinces: short Chinese name, full name, Latin names. Municipalities first. */
export const PROVINCES: readonly { short: string; full: string; latin: string; municipality?: true }[] = [
  { short: '北京', full: '北京市', latin: 'Beijing', municipality: true },
  { short: '上海', full: '上海市', latin: 'Shanghai', municipality: true },
  { short: '天津', full: '天津市', latin: 'Tianjin', municipality: true },
  { short: '重庆', full: '重庆市', latin: 'Chongqing', municipality: true },
  { short: '河北', full: '河北省', latin: 'Hebei' },
  { short: '山西', full: '山西省', latin: 'Shanxi' },
  { short: '内蒙古', full: '内蒙古自治区', latin: 'Inner Mongolia|Nei ?menggu' },
  { short: '辽宁', full: '辽宁省', latin: 'Liaoning' },
  { short: '吉林', full: '吉林省', latin: 'Jilin' },
  { short: '黑龙江', full: '黑龙江省', latin: 'Heilongjiang' },
  { short: '江苏', full: '江苏省', latin: 'Jiangsu' },
  { short: '浙江', full: '浙江省', latin: 'Zhejiang' },
  { short: '安徽', full: '安徽省', latin: 'Anhui' },
  { short: '福建', full: '福建省', latin: 'Fujian' },
  { short: '江西', full: '江西省', latin: 'Jiangxi' },
  { short: '山东', full: '山东省', latin: 'Shandong' },
  { short: '河南', full: '河南省', latin: 'Henan' },
  { short: '湖北', full: '湖北省', latin: 'Hubei' },
  { short: '湖南', full: '湖南省', latin: 'Hunan' },
  { short: '广东', full: '广东省', latin: 'Guangdong' },
  { short: '广西', full: '广西壮族自治区', latin: 'Guangxi' },
  { short: '海南', full: '海南省', latin: 'Hainan' },
  { short: '四川', full: '四川省', latin: 'Sichuan' },
  { short: '贵州', full: '贵州省', latin: 'Guizhou' },
  { short: '云南', full: '云南省', latin: 'Yunnan' },
  { short: '西藏', full: '西藏自治区', latin: 'Tibet|Xizang' },
  { short: '陕西', full: '陕西省', latin: 'Shaanxi' },
  { short: '甘肃', full: '甘肃省', latin: 'Gansu' },
  { short: '青海', full: '青海省', latin: 'Qinghai' },
  { short: '宁夏', full: '宁夏回族自治区', latin: 'Ningxia' },
  { short: '新疆', full: '新疆维吾尔自治区', latin: 'Xinjiang' },
];

/** Larger cities, for addresses that leave out the province or the 市. */
export const CITIES: readonly { short: string; latin: string }[] = (
  '广州 Guangzhou,深圳 Shenzhen,珠海 Zhuhai,东莞 Dongguan,佛山 Foshan,中山 Zhongshan,惠州 Huizhou,汕头 Shantou,江门 Jiangmen,' +
  '杭州 Hangzhou,宁波 Ningbo,温州 Wenzhou,嘉兴 Jiaxing,绍兴 Shaoxing,金华 Jinhua,义乌 Yiwu,台州 Taizhou,湖州 Huzhou,' +
  '南京 Nanjing,苏州 Suzhou,无锡 Wuxi,常州 Changzhou,南通 Nantong,扬州 Yangzhou,徐州 Xuzhou,昆山 Kunshan,镇江 Zhenjiang,' +
  '成都 Chengdu,绵阳 Mianyang,武汉 Wuhan,宜昌 Yichang,长沙 Changsha,郑州 Zhengzhou,洛阳 Luoyang,西安 Xi.?an,合肥 Hefei,' +
  '芜湖 Wuhu,福州 Fuzhou,厦门 Xiamen,泉州 Quanzhou,南昌 Nanchang,济南 Jinan,青岛 Qingdao,烟台 Yantai,潍坊 Weifang,' +
  '大连 Dalian,沈阳 Shenyang,长春 Changchun,哈尔滨 Harbin,石家庄 Shijiazhuang,唐山 Tangshan,保定 Baoding,廊坊 Langfang,' +
  '太原 Taiyuan,呼和浩特 Hohhot,包头 Baotou,昆明 Kunming,贵阳 Guiyang,南宁 Nanning,桂林 Guilin,海口 Haikou,三亚 Sanya,' +
  '兰州 Lanzhou,银川 Yinchuan,西宁 Xining,乌鲁木齐 Urumqi,拉萨 Lhasa'
)
  .split(',')
  .map((pair) => ({ short: pair.split(' ')[0] ?? '', latin: pair.slice(pair.indexOf(' ') + 1) }));

/** Outside the couriers' area. Not when a street bears the name (香港中路 in Qingdao, Taipei Road in Wuhan). */
const ELSEWHERE_HAN =
  '香港|九龙|九龍|新界|澳门|澳門|氹仔|台湾|台灣|臺灣|[台臺]北|新北市|桃[园園]市|[台臺]中市|[台臺]南市|高雄|新竹|基隆|嘉[义義]市|彰化|屏[东東]|宜[兰蘭]|花[莲蓮]|[台臺][东東]|南投|苗栗|澎湖|日本|[东東]京|大阪|韩国|首尔|新加坡|美国|英国|法国|德国|荷兰|丹麦|越南|泰国|马来西亚|加拿大|澳大利亚';
const ELSEWHERE_LATIN =
  'Hong ?Kong|Kowloon|New Territories|Macau|Macao|Taiwan|Taipei|Kaohsiung|Taichung|Tainan|Hsinchu|Taoyuan|Singapore|Japan|Tokyo|Korea|Seoul|Netherlands|Nederland|Amsterdam|Rotterdam|Denmark|Danmark|Copenhagen|København|France|Paris|Germany|Deutschland|Berlin|United Kingdom|London|United States|USA|U\\.S\\.A\\.|Vietnam|Thailand|Malaysia|Australia|Canada';

const STREET_HAN = '(?=[东南西北中一二三四]?[路街道巷弄]|[东南西北中]?大[道街厦])';
const STREET_LATIN =
  '(?=\\s+(?:(?:East|West|North|South|Middle|Central)\\s+)?(?:\\d+(?:st|nd|rd|th)?\\s+)?(?:Road|Rd|Street|St|Avenue|Ave|Lu|Jie|Dadao|Cent(?:er|re)|Building|Tower|Plaza)\\b)';
const STREET_BEHIND = new RegExp(`^(?:${STREET_HAN.slice(3, -1)})`);

const latinPlaces = [...PROVINCES.map(({ latin }) => latin), ...CITIES.map(({ latin }) => latin)].join('|');
const MAINLAND_LATIN = new RegExp(
  `\\b(?:${latinPlaces}|P\\.? ?R\\.? ?China|(?:Mainland )?China)\\b(?!${STREET_LATIN.slice(3)}`,
  'i',
);
const TOWN_LATIN = new RegExp(`^(?:${latinPlaces})$`, 'i');
const NOT_MAINLAND_HAN = new RegExp(`^(?:中国|中國)?(?:${ELSEWHERE_HAN})(?!${STREET_HAN.slice(3)}`);
const NOT_MAINLAND_LATIN = new RegExp(`\\b(?:${ELSEWHERE_LATIN})\\b(?!${STREET_LATIN.slice(3)}`, 'i');

/** Simplified forms of the place names that zh-TW keyboards type. */
export const simplified = (text: string): string =>
  [...text]
    .map(
      (char) =>
        '东广苏浙辽龙云陕宁乌鲁门庆区县号楼厅湾兰义园杭'[
          `東廣蘇浙遼龍雲陝寧烏魯門慶區縣號樓廳灣蘭義園杭`.indexOf(char)
        ] ?? char,
    )
    .join('');

/** A province or large city of the mainland stands at the beginning. */
export const startsInMainland = (text: string): boolean => {
  const plain = simplified(text).replace(/^中国(?:大陆)?/, '');
  return [...PROVINCES, ...CITIES].some(
    ({ short }) => plain.startsWith(short) && !STREET_BEHIND.test(plain.slice(short.length)),
  );
};

export const namesMainland = (text: string): boolean => MAINLAND_LATIN.test(text) || startsInMainland(text);

/** A province's or a large city's Latin name and nothing else. */
export const namesTown = (text: string): boolean => TOWN_LATIN.test(text);

/** Hong Kong, Macau, Taiwan, or another country. */
export const namesElsewhere = (text: string): boolean =>
  NOT_MAINLAND_HAN.test(text) || (NOT_MAINLAND_LATIN.test(text) && !startsInMainland(text));
