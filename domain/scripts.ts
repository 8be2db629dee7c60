// Chinese characters in both scripts: those that this field's words use and that differ.

const TRADITIONAL =
  '場廈鴻銳澱渾鳳蕪濰莊錫揚廬諮騰躍鵬駿馳騁興潤澤輝煒燁麗齡紡綢纖塗製藥衛儀錶鐵鋁銅礦藝術遊貿齣倉飾橋棟嶺濱瀋滬贛閩粵隴誌夥發開頭號碼單電郵遞寄編輯輸這個們嗎請問還沒為麼樣麼點擊賬帳戶銀專紙質納稅識別統購買賣退還貨運順豐韻達費顧處進載啟動註冊錄' +
  '設變換確認對錯誤從來過時間後當補辦繼續選擇機構關於務資訊訴話幫聯絡員網鏈結鐘週訂閱證書據類項數額圖說語簡體繁' +
  '國際區縣鄉鎮鋪樓層門東廣劃總計幾兩張條筆無與並將會應該讓給實際體現種屬於師傅產業華參測試檢驗查詢審覈核範圍圓' +
  '歷曆簽領題難舊寫讀聽見覺覽記憶忘鎖隱權護維護險願須勞煩謝謝歡迎優慶趕緊嚴雲雙連線標準軟體獲釋離營業態度稱謂義規則決許評價' +
  '債財閉齊極樂臺灣萬億殺陸園農豬馬鳥魚車軌轉輕輛適邊遠邏遲違遺鄭醫釐鈔銷錢鋼鍵鏡長閃閒陽陰陳雖雜雞靈靜頁預頻顏顯願風飛飯館驗體髮鬆魯麥黃' +
  '彙匯報銷執掛號誰憑傳節約紅衝沖抬擡拆併倆僅價儲億側備傷備內兒冊凍剛創劇勝勵區協單卻參嘗嗎啟園團壓壞壘壯聲夢奧婦學寧寶實審寬層屆島廠廢廳張強彈徵恆悅應懷態慣戰戲扎拋損搶擁擇擔據擬擴攜攝敗斷於昇晉曉暫會榮構槍歲歸毀決況淚淺減湯溝滅滿漁漢潔濟濕災烏熱爭爺牆獎獨現環瓊畢畫異療盜盡監盤礎禮離禍稅種積穩窮競筆範築簽糧糾級紛細終組絕絡給統絲綁經緊維綱網綠緩編縮總織繼續罰義習聖聞聯職脫腦膠臉與舉舊艙蘇蘭處號補裝複見規視親觀觸計討訓託記許訪設評詞試詢該詳誇認誤說課調談論諾謀講證識譯議護讚負貢貧責貴貸費貼資賬賴贈贊趕跡車軍較載輔輩輪辦農運過達遜選鄰醬釋釘針銘鋒錄鑰開間閱關隊陣際隨險隸雙難電響頂順須領頭願類飲餘駐騙驚髒鬧點黨齊龍';
const SIMPLIFIED =
  '场厦鸿锐淀浑凤芜潍庄锡扬庐咨腾跃鹏骏驰骋兴润泽辉炜烨丽龄纺绸纤涂制药卫仪表铁铝铜矿艺术游贸出仓饰桥栋岭滨沈沪赣闽粤陇志伙发开头号码单电邮递寄编辑输这个们吗请问还没为么样么点击账账户银专纸质纳税识别统购买卖退还货运顺丰韵达费顾处进载启动注册录' +
  '设变换确认对错误从来过时间后当补办继续选择机构关于务资讯诉话帮联络员网链结钟周订阅证书据类项数额图说语简体繁' +
  '国际区县乡镇铺楼层门东广划总计几两张条笔无与并将会应该让给实际体现种属于师傅产业华参测试检验查询审核核范围圆' +
  '历历签领题难旧写读听见觉览记忆忘锁隐权护维护险愿须劳烦谢谢欢迎优庆赶紧严云双连线标准软体获释离营业态度称谓义规则决许评价' +
  '债财闭齐极乐台湾万亿杀陆园农猪马鸟鱼车轨转轻辆适边远逻迟违遗郑医厘钞销钱钢键镜长闪闲阳阴陈虽杂鸡灵静页预频颜显愿风飞饭馆验体发松鲁麦黄' +
  '汇汇报销执挂号谁凭传节约红冲冲抬抬拆并俩仅价储亿侧备伤备内儿册冻刚创剧胜励区协单却参尝吗启园团压坏垒壮声梦奥妇学宁宝实审宽层届岛厂废厅张强弹征恒悦应怀态惯战戏扎抛损抢拥择担据拟扩携摄败断于升晋晓暂会荣构枪岁归毁决况泪浅减汤沟灭满渔汉洁济湿灾乌热争爷墙奖独现环琼毕画异疗盗尽监盘础礼离祸税种积稳穷竞笔范筑签粮纠级纷细终组绝络给统丝绑经紧维纲网绿缓编缩总织继续罚义习圣闻联职脱脑胶脸与举旧舱苏兰处号补装复见规视亲观触计讨训托记许访设评词试询该详夸认误说课调谈论诺谋讲证识译议护赞负贡贫责贵贷费贴资账赖赠赞赶迹车军较载辅辈轮办农运过达逊选邻酱释钉针铭锋录钥开间阅关队阵际随险隶双难电响顶顺须领头愿类饮余驻骗惊脏闹点党齐龙';

const toSimple = new Map<string, string>();
const simpleOnly = new Set<string>();
const traditional = [...TRADITIONAL];
[...SIMPLIFIED].forEach((simple, at) => {
  const from = traditional[at];
  if (from === undefined || from === simple) return;
  toSimple.set(from, simple);
  simpleOnly.add(simple);
});
// In use in both scripts, so they tell nothing.
for (const shared of '台后里面云周并系据核升恒赞别丰注于托划冲参') simpleOnly.delete(shared);

/** The simplified character for a traditional one; everything else as it is. */
export const simplified = (char: string): string => toSimple.get(char) ?? char;

/** How many characters of a text belong to one script only. */
export function scriptCount(text: string): { traditional: number; simplified: number } {
  const count = { traditional: 0, simplified: 0 };
  for (const char of text) {
    if (toSimple.has(char)) count.traditional++;
    else if (simpleOnly.has(char)) count.simplified++;
  }
  return count;
}
