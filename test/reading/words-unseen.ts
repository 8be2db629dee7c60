// Words of messages: the half that nobody looks at while working on the reading. An error read here spends the half: then write another.
import type { Vocabulary } from './words';

export const UNSEEN: Vocabulary = {
  names: {
    cities: [
      ['杭州', '杭州', 'Hangzhou', '330106'],
      ['天津', '天津', 'Tianjin', '120116'],
      ['武汉', '武漢', 'Wuhan', '420111'],
      ['佛山', '佛山', 'Foshan', '440604'],
      ['青岛', '青島', 'Qingdao', '370211'],
      ['无锡', '無錫', 'Wuxi', '320214'],
    ],
    brands: '千寻 力诺赛 晨晖 三味书屋 极光点 华亿达 沐野 鲸落 一品堂 维尔斯',
    trades:
      '信息技术 供应链管理 生物制药 建筑装饰工程 服饰 农业发展 光电 人力资源服务 广告 酒店管理 半导体材料 教育咨询',
    latinBrands:
      'Zephyr/De Haas & Zoon/Grønbæk/Rousselot/Ironwood/Müller-Kranz/Fjordlight/Tessellate/Maison Perrin/Van der Meulen',
    latinTrades:
      'Logistics/Biotech/Engineering/Coatings/Design Studio/Shipping/Chemicals/Semiconductors/Apparel/Advisory',
    people: '林晓峰 郑雅婷 司马昭宇 赵倩 何俊杰 孙一凡',
    latinPeople: 'Sanne de Wit/Kasper Juhl/Élodie Marchand/Grace Okafor/Henrik Bang/Pieter Bos',
    streets: '文三路 滨海大道 珞喻路 季华五路 香港中路 太湖东大道',
    latinStreets: 'Wensan Road/Binhai Avenue/Luoyu Road/Jihua 5th Road/Hong Kong Middle Road',
    banks: '中国农业银行 浦发银行 中信银行 兴业银行 宁波银行',
    latinBanks: 'Agricultural Bank of China/SPD Bank/Standard Chartered (China)/China CITIC Bank',
    mailboxes: 'billing/office-hz/s.dewit/fapiao/kasper/zhengyt',
    domains: 'zephyr.example/qianxun.example/juhl-consult.example/corp.huayida.example.cn',
  },
  words: {
    'en-US': {
      labels: {
        title: 'Invoice title/Legal name/Buyer/Customer name',
        taxId: 'Taxpayer ID/Unified social credit code/Tax registration no.',
        address: 'Company address/Business address/Office address',
        phone: 'Telephone/Phone no./Office phone',
        bank: 'Opening bank/Bank branch',
        account: 'Bank account/Acct no.',
        addressPhone: 'Address & tel/Address, phone',
        bankAccount: 'Bank & account no./Bank, account',
        email: 'Mail/Email address',
      },
      greetings: `Hey guys,
        To whom it may concern,⏎
        Good afternoon!
        Sorry to bother you again.`,
      goodbyes: `Much appreciated.
        ⏎Kind regards,⏎{person}⏎Finance
        Have a great weekend!
        ⏎Sincerely⏎{person}`,
      headings: `See below for what goes on the invoice.
        FYI, this is what accounting gave me:
        As requested, the billing data:
        Copy-pasted from our system:`,
      sentences: `We'd like the invoice made out in the name of {title} with taxpayer ID {taxId}.
        I work for {title}, our unified social credit code is {taxId}.
        Kindly bill {title}, taxpayer number {taxId}, as usual.
        {title} is the legal name and {taxId} the tax ID.
        It's for {title} - tax no. {taxId}.
        Use {title} as the buyer; the tax id would be {taxId}.`,
      fields: `Tax no. is {taxId}
        Please put {title} as the invoice title.
        It has to say {title} on the fapiao.
        We bank with {bank}.
        You can find us at {address}.
        Our office phone: {phone}
        The tax ID you asked for: {taxId}`,
      corrections: `Oops, that should have been {taxId}.
        Wait, make the title {title} instead of {oldTitle}.
        We have been renamed, the new company name is {title}.
        Please use account number {account} instead.
        Could you correct the tax ID? It is {taxId}.`,
      complaints: `I mistyped the company name. => about=title
        Our tax number isn't right on the summary. => about=taxId
        There's a typo in the address. => about=address
        The phone number is outdated. => about=phone
        That's not our company name. => about=title
        I need to fix the tax ID. => about=taxId`,
      emails: `Could you mail it over to {email}?
        {email} is where it should go.
        The PDF goes to {email} and {email2}, please.
        And cc {email} too. => mode=add`,
      deliveries: `Have it delivered to {recipient} at {shipTo}, mobile {mobile}.
        Our receptionist {recipient} will sign for it, her number is {mobile}.
        Courier details⏎Contact: {recipient}⏎Mobile no.: {mobile}⏎Ship to: {shipTo}
        Parcel goes to {shipTo}, c/o {recipient}, tel. {mobile}.`,
      bills: `Just {m} this time.
        Could I get {m} and {m2} invoiced?
        Every single bill, please. => bills=all
        Leave out {m}, I need all the others. => bills=without
        The whole lot apart from {m} and {m2}. => bills=without
        I'm after the {m} one.`,
      kinds: `We're entitled to deduct VAT, so a special fapiao. => type=special
        Definitely not the special kind. => type=normal
        Please don't print it, an electronic one will do. => medium=digital
        Don't email it, I need it on paper. => medium=paper
        Rather a normal fapiao than a special one. => type=normal
        For {m}, but no special fapiao please. => type=normal
        I'll come and pick it up myself. => method=pickup`,
      idle: `When can I expect it?
        Is there a fee for this service?
        Great, that's all I needed.
        My boss {person} is getting impatient.
        Did you get my last message?
        What happened to the {m} invoice?
        Nothing works today, what a mess.
        I can't log in anymore.
        Is this a robot or a human being?
        Hold on, I'm in a meeting.
        Can I change the company name later?
        Which documents will my accountant need?
        We switched banks last year, does that matter?
        Why do you ask for a tax ID?
        Let me get back to you tomorrow.
        No worries, take your time.`,
    },
    'zh-CN': {
      labels: {
        title: '发票抬头/名称/购买方名称/客户全称',
        taxId: '信用代码/纳税人税号/购方税号',
        address: '公司地址/单位地址/经营地址',
        phone: '固话/公司电话/座机',
        bank: '基本户开户行/银行名称',
        account: '对公账户/银行卡号/基本户账号',
        addressPhone: '地址及电话/注册地址及电话',
        bankAccount: '开户银行及账号/开户行、账号',
        email: '收票邮箱/接收邮箱',
      },
      greetings: `亲，
        各位好，
        打扰一下，
        下午好！`,
      goodbyes: `感激不尽
        ⏎祝好⏎{person}
        拜托啦🙏
        ⏎顺颂商祺⏎财务部 {person}`,
      headings: `财务给我的资料发你：
        这是我司的信息，请查收
        下面是从系统里复制出来的：
        发票内容按下面写哈`,
      sentences: `票开给{title}就行，信用代码{taxId}
        我是{title}的，我们的信用代码是{taxId}
        麻烦帮{title}开下票，纳税人税号是{taxId}哈
        {title}，税号为{taxId}，按这个来
        购买方写{title}，代码{taxId}
        以{title}的名义开，税号{taxId}`,
      fields: `信用代码{taxId}
        发票上要写{title}
        全称是{title}哦
        我们在{bank}开的户
        座机{phone}
        公司在{address}
        你要的税号：{taxId}`,
      corrections: `刚才发错了，正确的税号是{taxId}
        公司改名了，现在叫{title}
        把抬头从{oldTitle}换成{title}
        对公账户换成{account}吧
        等等，税号应为{taxId}`,
      complaints: `公司名打错字了 => about=title
        税号好像少了一位 => about=taxId
        地址搬了，不是这个 => about=address
        这不是我们公司的电话 => about=phone
        我们的名称不是这样写的 => about=title
        我要改一下税号 => about=taxId`,
      emails: `电子票麻烦发{email}
        {email}，发这个邮箱
        同时发给{email}、{email2}
        顺便也发{email}一份 => mode=add`,
      deliveries: `快递给前台{recipient}，电话{mobile}，地址{shipTo}
        我让{recipient}签收，他的手机是{mobile}
        收货信息⏎联系人：{recipient}⏎手机号码：{mobile}⏎邮寄地址：{shipTo}
        邮到{shipTo} {recipient} {mobile}`,
      bills: `这次就{m}的
        {m}跟{m2}的账单都给我开了吧
        一个不落全开 => bills=all
        {m}的先别开，其他都开 => bills=without
        {m}和{m2}不要，剩下的全要 => bills=without
        想开{m}那笔`,
      kinds: `我们要抵扣，开增值税专用发票 => type=special
        千万别开成专票 => type=normal
        别寄纸的了，发电子的 => medium=digital
        电子的不行，得要纸质的 => medium=paper
        普通发票就够了，专票没必要 => type=normal
        {m}的开普票，别开专票 => type=normal
        我自己过来拿 => method=pickup`,
      idle: `啥时候能弄好呀
        开票要收费吗
        行，那没别的事了
        我们领导{person}催得紧
        刚才发的看到没？
        {m}那张怎么还没动静
        今天系统是不是崩了
        登不上去了怎么办
        你是机器人吧
        稍等，我在开会
        以后公司名称还能改吗？
        会计还需要哪些材料
        我们去年换了银行，有影响吗
        为什么要填税号？
        明天再说吧
        不急，慢慢来`,
    },
    'zh-TW': {
      labels: {
        title: '發票抬頭/名稱/客戶全名/買方名稱',
        taxId: '統一社會信用代碼/買方稅號/稅籍編號',
        address: '公司地址/營業地址',
        phone: '公司電話/市話',
        bank: '往來銀行/銀行名稱',
        account: '公司帳戶/銀行帳戶',
        addressPhone: '地址與電話/地址及電話',
        bankAccount: '銀行與帳號/銀行及帳號',
        email: '收件信箱/E-mail',
      },
      greetings: `嗨，
        各位好，
        不好意思打擾了，
        午安！`,
      goodbyes: `感恩！
        ⏎祝 商祺⏎{person}
        再麻煩你們囉
        ⏎會計部 {person} 敬上`,
      headings: `會計給我的資料在這裡：
        這是敝公司的資訊，請查收
        以下從系統複製貼上：
        發票請照底下的寫喔`,
      sentences: `發票請打{title}，統一社會信用代碼{taxId}
        我是{title}的人，我們的信用代碼是{taxId}
        再麻煩替{title}開一下，納稅號碼是{taxId}喔
        {title}，稅號為{taxId}，照這個就對了
        買方請寫{title}，代碼{taxId}
        用{title}的名義開，稅號{taxId}`,
      fields: `信用代碼{taxId}
        發票上面要寫{title}
        全名是{title}喔
        我們的往來銀行是{bank}
        市話{phone}
        公司在{address}
        您要的稅號：{taxId}`,
      corrections: `剛剛傳錯了，正確的稅號是{taxId}
        公司改名了，現在叫{title}
        把抬頭從{oldTitle}換成{title}
        公司帳戶換成{account}
        等一下，稅號應為{taxId}`,
      complaints: `公司名打錯字了 => about=title
        稅號好像少一碼 => about=taxId
        我們搬家了，地址不是這個 => about=address
        這不是我們公司的電話 => about=phone
        我們的名稱不是這樣寫 => about=title
        我想改一下稅號 => about=taxId`,
      emails: `電子發票麻煩寄{email}
        {email}，寄這個信箱
        同時寄給{email}、{email2}
        順便也寄{email}一份 => mode=add`,
      deliveries: `快遞給櫃台{recipient}，電話{mobile}，地址{shipTo}
        我請{recipient}簽收，他的手機是{mobile}
        收貨資訊⏎聯絡人：{recipient}⏎手機號碼：{mobile}⏎郵寄地址：{shipTo}
        郵寄到{shipTo} {recipient} {mobile}`,
      bills: `這次只開{m}的
        {m}跟{m2}的帳單都幫我開
        一張不漏全開 => bills=all
        {m}先不要開，其他都開 => bills=without
        {m}和{m2}不要，剩下的全要 => bills=without
        想開{m}那筆`,
      kinds: `我們要扣抵，請開增值稅專用發票 => type=special
        千萬別開成專票 => type=normal
        不用寄紙的，傳電子檔 => medium=digital
        電子的不行，一定要紙本 => medium=paper
        普通發票就夠了，不必專票 => type=normal
        {m}的開普票，別開專票 => type=normal
        我自己過去拿 => method=pickup`,
      idle: `什麼時候會好呢
        開發票要手續費嗎
        那沒別的事了
        我們主管{person}一直在催
        剛剛傳的有看到嗎？
        {m}那張怎麼都沒消息
        今天系統是不是掛了
        登不進去怎麼辦
        你是機器人吧
        稍等，我在開會
        以後公司名稱還可以改嗎？
        會計師還需要哪些文件
        我們去年換了銀行，有影響嗎
        為什麼要填稅號？
        明天再說
        不急，慢慢來`,
    },
    'nl-NL': {
      labels: {
        title: 'Factuurnaam/Naam onderneming/Op naam van/Firma',
        taxId: 'Fiscaal nummer/Chinees belastingnummer/Social credit code',
        address: 'Bedrijfsadres/Kantooradres',
        phone: 'Tel./Telefoonnr.',
        bank: 'Bankfiliaal/Banknaam',
        account: 'Rekeningnr./Nummer bankrekening',
        addressPhone: 'Adres + telefoon/Adres, tel.',
        bankAccount: 'Bank + rekening/Bank, rekeningnr.',
        email: 'Mailadres/Mail',
      },
      greetings: `Hoi,
        Goedemiddag allemaal,
        L.S.,⏎
        Sorry dat ik u weer lastigval.`,
      goodbyes: `Fijn weekend!
        ⏎Hartelijke groet,⏎{person}⏎Financiële administratie
        Top, alvast dank!
        ⏎Vriendelijke groeten⏎{person}`,
      headings: `Dit moet erop komen te staan:
        Van onze boekhouding kreeg ik dit:
        Zoals gevraagd de factuurgegevens:
        Gekopieerd uit ons systeem:`,
      sentences: `De factuur moet op {title} komen te staan, fiscaal nummer {taxId}.
        Ik werk bij {title}, ons fiscaal nummer luidt {taxId}.
        Zet hem maar op {title} met nummer {taxId}.
        {title} is de officiële naam en {taxId} het belastingnummer.
        Het is voor {title} - belastingnr. {taxId}.
        Neem {title} als koper; het fiscale nummer is dan {taxId}.`,
      fields: `Belastingnr. {taxId}
        Zet er {title} op alstublieft.
        Op de fapiao moet {title} staan.
        Wij bankieren bij {bank}.
        Ons kantoor zit op {address}.
        Te bereiken op {phone}
        Het nummer waar u om vroeg: {taxId}`,
      corrections: `Oeps, dat had {taxId} moeten zijn.
        Wacht, doe toch maar {title} in plaats van {oldTitle}.
        We heten tegenwoordig {title}.
        Neem liever rekeningnummer {account}.
        Kunt u het belastingnummer verbeteren? Het is {taxId}.`,
      complaints: `Ik heb de bedrijfsnaam verkeerd getypt. => about=title
        Ons belastingnummer staat er niet goed op. => about=taxId
        Er zit een tikfout in het adres. => about=address
        Het telefoonnummer is verouderd. => about=phone
        Dat is onze bedrijfsnaam niet. => about=title
        Ik moet het belastingnummer nog aanpassen. => about=taxId`,
      emails: `Kunt u hem mailen naar {email}?
        {email} is het juiste adres.
        De pdf mag naar {email} en {email2}.
        En {email} ook graag in de cc. => mode=add`,
      deliveries: `Laat het bezorgen bij {recipient} op {shipTo}, mobiel {mobile}.
        Onze receptionist {recipient} tekent ervoor, bereikbaar op {mobile}.
        Voor de koerier⏎Contactpersoon: {recipient}⏎Mobiel nummer: {mobile}⏎Bezorgadres: {shipTo}
        Het pakje gaat naar {shipTo}, p/a {recipient}, tel. {mobile}.`,
      bills: `Deze keer alleen {m}.
        Mag ik {m} en {m2} gefactureerd krijgen?
        Echt alle rekeningen. => bills=all
        Laat {m} weg, de rest wil ik allemaal. => bills=without
        De hele boel op {m} en {m2} na. => bills=without
        Het gaat mij om {m}.`,
      kinds: `Wij willen btw aftrekken, dus een speciale fapiao. => type=special
        Absoluut niet de speciale soort. => type=normal
        Niet printen graag, elektronisch volstaat. => medium=digital
        Niet mailen, ik heb hem op papier nodig. => medium=paper
        Liever een gewone fapiao dan een speciale. => type=normal
        Voor {m}, maar zonder speciale fapiao. => type=normal
        Ik kom hem zelf ophalen. => method=pickup`,
      idle: `Wanneer mag ik hem verwachten?
        Kost dit iets?
        Mooi, dat was alles.
        Mijn baas {person} wordt ongeduldig.
        Heeft u mijn vorige bericht gezien?
        Wat is er met de factuur van {m} gebeurd?
        Alles ligt er vandaag uit, wat een ellende.
        Inloggen lukt me niet meer.
        Spreek ik met een robot of met een mens?
        Momentje, ik zit in een vergadering.
        Kan ik de bedrijfsnaam later nog veranderen?
        Welke stukken heeft mijn boekhouder nodig?
        We zijn vorig jaar van bank gewisseld, maakt dat uit?
        Waarom vraagt u om een belastingnummer?
        Ik kom er morgen op terug.
        Geen haast, neem de tijd.`,
    },
    'da-DK': {
      labels: {
        title: 'Fakturanavn/Virksomhed/Køber/Juridisk navn',
        taxId: 'Kinesisk skattenummer/Skattenr./Social credit code',
        address: 'Firmaadresse/Kontoradresse',
        phone: 'Tlf./Telefonnr.',
        bank: 'Bankfilial/Navn på bank',
        account: 'Kontonr./Nummer på konto',
        addressPhone: 'Adresse + telefon/Adresse, tlf.',
        bankAccount: 'Bank + konto/Bank, kontonr.',
        email: 'Mail/Mailadresse',
      },
      greetings: `Hejsa,
        God eftermiddag alle sammen,
        Til rette vedkommende,⏎
        Undskyld jeg forstyrrer igen.`,
      goodbyes: `God weekend!
        ⏎De bedste hilsner⏎{person}⏎Økonomiafdelingen
        Super, tusind tak!
        ⏎Kh⏎{person}`,
      headings: `Det her skal der stå:
        Fra bogholderiet har jeg fået:
        Som aftalt, fakturaoplysningerne:
        Kopieret fra vores system:`,
      sentences: `Fakturaen skal stå i navnet {title} med skattenr. {taxId}.
        Jeg arbejder hos {title}, vores skattenr. lyder {taxId}.
        Sæt den bare på {title} med nummer {taxId}.
        {title} er det officielle navn og {taxId} skattenummeret.
        Det er til {title} - skattenr. {taxId}.
        Brug {title} som køber; skattenummeret er så {taxId}.`,
      fields: `Skattenr. {taxId}
        Skriv {title} på den, tak.
        Der skal stå {title} på fapiaoen.
        Vi bruger {bank} som bank.
        Vi holder til på {address}.
        Vi kan træffes på {phone}
        Nummeret du bad om: {taxId}`,
      corrections: `Ups, det skulle have været {taxId}.
        Vent, tag hellere {title} i stedet for {oldTitle}.
        Vi hedder nu {title}.
        Brug hellere kontonummer {account}.
        Kan du rette skattenummeret? Det er {taxId}.`,
      complaints: `Jeg har tastet firmanavnet forkert. => about=title
        Vores skattenummer står ikke rigtigt. => about=taxId
        Der er en tastefejl i adressen. => about=address
        Telefonnummeret er forældet. => about=phone
        Det er ikke vores firmanavn. => about=title
        Jeg skal have rettet skattenummeret. => about=taxId`,
      emails: `Kan du maile den til {email}?
        {email} er den rigtige adresse.
        Pdf'en må gerne sendes til {email} og {email2}.
        Og sæt også {email} på som cc. => mode=add`,
      deliveries: `Få den leveret til {recipient} på {shipTo}, mobil {mobile}.
        Vores receptionist {recipient} kvitterer, nummeret er {mobile}.
        Til buddet⏎Kontaktperson: {recipient}⏎Mobilnummer: {mobile}⏎Leveres til: {shipTo}
        Pakken skal til {shipTo}, c/o {recipient}, tlf. {mobile}.`,
      bills: `Denne gang kun {m}.
        Må jeg få {m} og {m2} faktureret?
        Hver eneste regning, tak. => bills=all
        Spring {m} over, jeg skal bruge alle de andre. => bills=without
        Hele molevitten på nær {m} og {m2}. => bills=without
        Det drejer sig om {m}.`,
      kinds: `Vi vil trække moms fra, altså en speciel fapiao. => type=special
        Bestemt ikke den specielle slags. => type=normal
        Lad være med at printe den, elektronisk er nok. => medium=digital
        Ikke på mail, jeg skal bruge den på papir. => medium=paper
        Hellere en almindelig fapiao end en speciel. => type=normal
        For {m}, men uden speciel fapiao. => type=normal
        Jeg kommer selv og henter den. => method=pickup`,
      idle: `Hvornår kan jeg regne med den?
        Koster det noget?
        Fint, det var det hele.
        Min chef {person} er ved at blive utålmodig.
        Har du set min sidste besked?
        Hvad skete der med fakturaen for {m}?
        Alt er nede i dag, sikke noget rod.
        Jeg kan ikke logge ind længere.
        Taler jeg med en robot eller et menneske?
        Lige et øjeblik, jeg sidder i møde.
        Kan jeg ændre firmanavnet senere?
        Hvilke papirer skal min revisor bruge?
        Vi skiftede bank sidste år, betyder det noget?
        Hvorfor spørger I om et skattenummer?
        Jeg vender tilbage i morgen.
        Det haster ikke, tag den med ro.`,
    },
    'fr-FR': {
      labels: {
        title: 'Intitulé de la facture/Dénomination/Acheteur/Entreprise',
        taxId: 'N° fiscal/Code de crédit social/Numéro de contribuable',
        address: 'Adresse professionnelle/Siège social',
        phone: 'Tél. bureau/N° de téléphone',
        bank: 'Agence bancaire/Établissement bancaire',
        account: 'N° de compte/Compte',
        addressPhone: 'Adresse + tél./Adresse, téléphone',
        bankAccount: 'Banque + compte/Banque, n° de compte',
        email: 'Courriel/Mail',
      },
      greetings: `Salut,
        Bonjour à tous,
        À qui de droit,⏎
        Désolé de vous déranger encore.`,
      goodbyes: `Bon week-end !
        ⏎Bien cordialement⏎{person}⏎Service comptable
        Super, merci beaucoup !
        ⏎Sincères salutations,⏎{person}`,
      headings: `Voilà ce qui doit y figurer :
        La compta m'a transmis ceci :
        Comme convenu, les données de facturation :
        Copié depuis notre système :`,
      sentences: `La facture doit être libellée à {title}, n° fiscal {taxId}.
        Je travaille chez {title}, notre code de crédit social est le {taxId}.
        Mettez-la donc à {title} avec le numéro {taxId}.
        {title} est la dénomination officielle et {taxId} le numéro fiscal.
        C'est pour {title} - n° fiscal {taxId}.
        Prenez {title} comme acheteur ; le numéro fiscal est alors {taxId}.`,
      fields: `N° fiscal {taxId}
        Mettez {title} dessus, s'il vous plaît.
        Il faut qu'il y ait {title} sur la fapiao.
        Nous sommes clients de {bank}.
        Nos bureaux sont situés {address}.
        On peut nous joindre au {phone}
        Le numéro que vous demandiez : {taxId}`,
      corrections: `Oups, c'était censé être {taxId}.
        Attendez, mettez plutôt {title} au lieu de {oldTitle}.
        Nous nous appelons désormais {title}.
        Prenez plutôt le compte numéro {account}.
        Pouvez-vous rectifier le numéro fiscal ? C'est {taxId}.`,
      complaints: `J'ai mal saisi le nom de la société. => about=title
        Notre numéro fiscal n'est pas le bon. => about=taxId
        Il y a une coquille dans l'adresse. => about=address
        Le numéro de téléphone n'est plus à jour. => about=phone
        Ce n'est pas le nom de notre société. => about=title
        Je dois modifier le numéro fiscal. => about=taxId`,
      emails: `Pouvez-vous me la transmettre à {email} ?
        {email} est la bonne adresse.
        Le PDF peut partir à {email} et {email2}.
        Mettez aussi {email} en copie. => mode=add`,
      deliveries: `Faites-la livrer à {recipient}, {shipTo}, portable {mobile}.
        Notre hôtesse {recipient} signera, son numéro est le {mobile}.
        Pour le coursier⏎Contact : {recipient}⏎Portable : {mobile}⏎Livrer à : {shipTo}
        Le pli part à {shipTo}, aux bons soins de {recipient}, tél. {mobile}.`,
      bills: `Cette fois uniquement {m}.
        Pourrais-je avoir {m} et {m2} facturés ?
        L'intégralité des factures. => bills=all
        Laissez {m} de côté, je veux toutes les autres. => bills=without
        L'ensemble à l'exception de {m} et {m2}. => bills=without
        C'est celle de {m} qui m'intéresse.`,
      kinds: `Nous récupérons la TVA, donc une fapiao spéciale. => type=special
        Surtout pas la spéciale. => type=normal
        Ne l'imprimez pas, l'électronique suffira. => medium=digital
        Pas par mail, il me la faut sur papier. => medium=paper
        Plutôt une fapiao ordinaire qu'une spéciale. => type=normal
        Pour {m}, mais sans fapiao spéciale. => type=normal
        Je passerai la chercher moi-même. => method=pickup`,
      idle: `Quand puis-je compter dessus ?
        Est-ce que c'est payant ?
        Parfait, c'est tout pour moi.
        Mon chef {person} s'impatiente.
        Avez-vous vu mon dernier message ?
        Qu'est devenue la facture de {m} ?
        Rien ne marche aujourd'hui, quelle pagaille.
        Je n'arrive plus à me connecter.
        Je parle à un robot ou à un humain ?
        Un instant, je suis en réunion.
        Pourrai-je changer le nom de la société plus tard ?
        Quels documents faut-il à mon comptable ?
        Nous avons changé de banque l'an dernier, est-ce gênant ?
        Pourquoi demandez-vous un numéro fiscal ?
        Je reviens vers vous demain.
        Rien ne presse, prenez votre temps.`,
    },
  },
};
