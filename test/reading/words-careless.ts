// Words of messages as people in a hurry type them: no politeness, half sentences, odd labels, what is over beside what is meant.
import type { Vocabulary } from './words';

export const CARELESS: Vocabulary = {
  names: {
    cities: [
      ['东莞', '東莞', 'Dongguan', '441900'],
      ['西安', '西安', "Xi'an", '610113'],
      ['郑州', '鄭州', 'Zhengzhou', '410105'],
      ['济南', '濟南', 'Jinan', '370102'],
      ['昆山', '崑山', 'Kunshan', '320583'],
      ['合肥', '合肥', 'Hefei', '340104'],
    ],
    brands: '小满 顺昌隆 飞鱼 大圣 麦田里 诺唯 天合众 老陈记 半山 易拓',
    trades: '餐饮管理 五金制品 网络科技 物流 模具 检测技术 企业管理咨询 服装 自动化设备 装饰材料 健康科技 贸易',
    latinBrands: 'Kestrel/Smit & Dekker/Østergaard/Beaumont/Redwood/Schreiber/Nordvik/Lumina/Chez Fabre/Hoekstra',
    latinTrades: 'Tooling/Catering/Networks/Sourcing/Freight/Testing/Plastics/Interiors/Robotics/Media',
    people: '王磊 刘芳 诸葛云 马小军 曹雪 邓家豪',
    latinPeople: 'Femke Mulder/Rasmus Krogh/Julien Roche/Priya Nair/Trine Bak/Bas Kuipers',
    streets: '松山湖大道 科技二路 花园路 经十路 前进东路 长江西路',
    latinStreets: 'Songshan Lake Avenue/Keji 2nd Road/Huayuan Road/Jingshi Road/Qianjin East Road',
    banks: '中国银行 平安银行 光大银行 东莞农商银行 华夏银行',
    latinBanks: 'Bank of China/Ping An Bank/Citibank (China)/China Everbright Bank',
    mailboxes: 'boekhouding/ap-cn/femke/cw01/r.krogh/wanglei',
    domains: 'kestrel-cn.example/xiaoman.example/roche.example/it.shunchanglong.example.cn',
  },
  words: {
    'en-US': {
      labels: {
        title: 'co name/Fapiao title/Our company/Company (for invoice)',
        taxId: 'tax no/Tax #/TIN/credit code',
        address: 'addr/Addr./Location of company',
        phone: 'tel no/ph/landline',
        bank: 'our bank/bnk/Bank (branch)',
        account: 'acct/a-c no/account #',
        addressPhone: 'addr & tel/add + phone',
        bankAccount: 'bank & acct/bank + acc no',
        email: 'mail to/e-mail addr',
      },
      greetings: `hi hi
        Dear,
        sorry its me again..
        hello friend!`,
      goodbyes: `thx!!
        ⏎Cheers⏎{person}
        pls do the needful
        ⏎sent from my phone`,
      headings: `ok here u go
        Pls find attach our info (from finance colleague)
        fapiao info!!
        got this from our wiki, hope its still right`,
      sentences: `pls make fapiao to {title} tax no {taxId} thx
        so our boss says it must be {title} , tax number {taxId} , dont ask me why lol
        company {title}, tin {taxId}
        need invoce for {title} (tax # {taxId}) before friday if posible
        I am from {title}, our tax code {taxId}, please kindly help to issue the fapiao
        finance told me {taxId} is the tax nr, company name is {title} btw
        long story short: the old entity {oldTitle} is closed since last year and all goes over {title} now, tax nr {taxId}
        our legal name is a bit strange, its {title}, and here the 18 digits {taxId}`,
      fields: `tax no {taxId}
        its {title}
        fapiao title pls write {title}
        bank is {bank} i think
        we r at {address}
        tel {phone}
        acct no {account}
        asked finance, they say {taxId}`,
      corrections: `sry typo, {taxId}
        no no, {title} not {oldTitle}
        ignore what i wrote before, tax nr {taxId}
        the old tax code {oldTaxId} is canceled, use {taxId}
        boss says use this bank acct: {account}
        changed our name in spring, its {title} now`,
      complaints: `company name wrong!! => about=title
        u got our tax no wrong again => about=taxId
        address is from our old office, pls fix => about=address
        that phone no is dead since 2 yrs => about=phone
        hm the account nr looks wrong to me => about=account
        who is this company? not us => about=title`,
      emails: `just send to {email} ok
        mail it {email} pls
        send to {email} and also {email2}
        pls add {email} too, she does the booking => mode=add`,
      deliveries: `pls express to {recipient} {mobile} {shipTo}
        give it to {recipient} at the gate, call {mobile} when u arrive
        SF express pls:⏎name {recipient}⏎cell {mobile}⏎addr {shipTo}
        im on holiday so send it to {recipient}, {mobile}, {shipTo}`,
      bills: `only {m} pls
        {m} + {m2} thx
        all of them plz => bills=all
        not {m}, already have that one. rest yes => bills=without
        everything but {m} and {m2} pls => bills=without
        can u do {m}
        the one from {m} only, the rest my colleague already did`,
      kinds: `special one pls, we need to deduct => type=special
        normal fapiao ok, not need special => type=normal
        e-fapiao is fine => medium=digital
        need it on real paper, boss is old school => medium=paper
        no special plz just the plain one => type=normal
        {m} special vat fapiao pls => type=special
        will come by and grab it myself => method=pickup`,
      idle: `any news??
        ok got it thx
        wait
        my colleague {person} is on leave, will ask her monday
        still waiting for {m} one...
        error 500 when i click the link
        whats my pw
        r u a bot
        brb lunch
        how much is the tax
        can i change it afterwards?
        dont know, must ask finance
        😂😂
        the link in ur mail is expired
        ticket INC0048213 is still open, anyone?
        is it ok if i tell u tomorrow`,
    },
    'zh-CN': {
      labels: {
        title: '抬头/公司名/开票名称/单位',
        taxId: '税务号/识别号/税号（三证合一）/社会信用代码',
        address: '公司注册地/单位地址/注册地',
        phone: '座机号/公司座机/电话号码',
        bank: '开户银行名称/哪个银行/开户行全称',
        account: '卡号/帐号/公户账号',
        addressPhone: '地址 电话/地址+电话',
        bankAccount: '开户行+账号/开户行 账号',
        email: '邮件/发送邮箱/E-mail',
      },
      greetings: `在吗
        hello~
        亲亲
        又来麻烦你了哈哈`,
      goodbyes: `谢啦～
        ⏎{person} 手机发的
        辛苦辛苦[抱拳]
        急急急！！`,
      headings: `喏
        开票信息👇
        财务小姐姐给的，你看下
        [文件传输] 开票资料.txt`,
      sentences: `开{title} 税号{taxId} 谢谢
        老板说要开{title}的，税号{taxId}，别开错咯
        抬头{title}，识别号{taxId}
        能不能周五前开一下{title}的票呀，税号{taxId}
        我这边是{title}，税务号{taxId}，帮忙开个票
        刚问了财务，税号{taxId}，公司叫{title}
        说来话长，以前那家{oldTitle}注销了，现在都走{title}，税号{taxId}
        我们公司名有点长哈：{title}，18位的那个是{taxId}`,
      fields: `税号{taxId}
        就是{title}
        抬头写{title}
        开户行好像是{bank}
        我们公司注册地{address}
        座机号{phone}
        卡号{account}
        问了财务，说是{taxId}`,
      corrections: `打错了 {taxId}
        不是{oldTitle}，是{title}
        前面发的不算，税号{taxId}
        老税号{oldTaxId}作废了，用{taxId}
        公户账号改{account}
        上半年改名了，现在是{title}`,
      complaints: `抬头错啦！！ => about=title
        税号又给我弄错了 => about=taxId
        地址还是老办公室的，改下 => about=address
        这个座机早停了 => about=phone
        账号看着不对啊 => about=account
        这哪家公司啊，不是我们 => about=title`,
      emails: `发{email}就行
        邮箱{email}
        {email} 和 {email2} 都发一下
        再加个{email}，她负责入账 => mode=add`,
      deliveries: `寄{recipient} {mobile} {shipTo}
        放门卫{recipient}那，到了打{mobile}
        顺丰哈⏎{recipient}⏎{mobile}⏎{shipTo}
        我休假了，寄给{recipient}吧，{mobile}，{shipTo}`,
      bills: `只要{m}的
        {m}，{m2}，就这俩月
        全要 => bills=all
        {m}的有了不用开，别的都开 => bills=without
        除了{m}和{m2}都开了吧 => bills=without
        帮开下{m}的呗
        就开{m}那一张，其他的同事弄过了`,
      kinds: `要专票，抵扣用的 => type=special
        普票就成，不要专票 => type=normal
        电子票ok => medium=digital
        要纸的，老板老派 => medium=paper
        别整专票，普通的就好 => type=normal
        {m}的给我开专票哈 => type=special
        我下班顺路过来取 => method=pickup`,
      idle: `咋样了
        嗯嗯知道了
        等下
        同事{person}请假了，周一我问问他
        {m}的还没收到呢
        点链接报错500
        密码多少来着
        你是ai吗
        先吃饭去了
        税点多少
        开完还能改不
        不清楚，得问财务
        哈哈哈哈
        邮件里那个链接过期了
        工单INC0048213还开着呢，有人管没
        我明天给你行不`,
    },
    'zh-TW': {
      labels: {
        title: '抬頭/公司名/發票名稱/公司行號',
        taxId: '納稅編號/識別號/統一信用代碼/稅號（18碼）',
        address: '公司登記地/登記地址',
        phone: '市內電話/公司市話/電話號碼',
        bank: '開戶行全名/哪家銀行/銀行分行',
        account: '公司帳號/匯款帳號/帳戶號碼',
        addressPhone: '地址 電話/地址+電話',
        bankAccount: '銀行+帳號/銀行 帳號',
        email: 'mail/信箱/電郵',
      },
      greetings: `在嗎
        哈囉~
        安安
        又來麻煩你了QQ`,
      goodbyes: `感謝～
        ⏎{person} 手機發的
        辛苦了🙏🙏
        很急拜託！！`,
      headings: `這個
        發票資料👇
        會計小姐給的，你看一下
        從信件轉貼：`,
      sentences: `開{title} 稅號{taxId} 謝謝
        老闆說要開{title}的，稅號{taxId}，不要開錯喔
        抬頭{title}，識別號{taxId}
        可以禮拜五前開{title}的發票嗎，稅號{taxId}
        我這邊是{title}，納稅編號{taxId}，幫我開一下
        剛問會計，稅號{taxId}，公司叫{title}
        說來話長，以前那家{oldTitle}收掉了，現在都走{title}，稅號{taxId}
        我們公司名字有點長：{title}，18碼那個是{taxId}`,
      fields: `稅號{taxId}
        就是{title}
        抬頭打{title}
        銀行應該是{bank}
        我們公司登記在{address}
        市話{phone}
        匯款帳號{account}
        問了會計，說是{taxId}`,
      corrections: `打錯了 {taxId}
        不是{oldTitle}，是{title}啦
        前面傳的不算，稅號{taxId}
        舊稅號{oldTaxId}註銷了，用{taxId}
        公司帳號改{account}
        上半年改名了，現在是{title}`,
      complaints: `抬頭錯了啦！！ => about=title
        稅號又被你們打錯 => about=taxId
        地址還是舊辦公室的，改一下 => about=address
        這支市話早就停話了 => about=phone
        帳號看起來怪怪的 => about=account
        這哪間公司啊，不是我們 => about=title`,
      emails: `寄{email}就好
        信箱{email}
        {email} 跟 {email2} 都寄一下
        再加{email}，她負責入帳 => mode=add`,
      deliveries: `寄{recipient} {mobile} {shipTo}
        放警衛室給{recipient}，到了打{mobile}
        順豐喔⏎{recipient}⏎{mobile}⏎{shipTo}
        我請特休，寄給{recipient}好了，{mobile}，{shipTo}`,
      bills: `只要{m}的
        {m}，{m2}，就這兩個月
        全部都要 => bills=all
        {m}有了不用開，別的都開 => bills=without
        除了{m}和{m2}都開 => bills=without
        幫開{m}的
        就開{m}那一張，其他的同事處理過了`,
      kinds: `要專票，抵稅用的 => type=special
        普票就好，不要專票 => type=normal
        電子發票ok => medium=digital
        要紙本，老闆很傳統 => medium=paper
        不要給我專票，一般的就好 => type=normal
        {m}幫我開專票喔 => type=special
        我下班順路過去領 => method=pickup`,
      idle: `怎麼樣了
        嗯嗯知道了
        等一下
        同事{person}請假，禮拜一再問他
        {m}的還沒收到耶
        點連結就跑出錯誤500
        密碼是多少啊
        你是ai嗎
        先去吃飯
        稅率多少
        開完還能改嗎
        不清楚欸，要問會計
        哈哈哈哈
        信裡那個連結過期了
        工單INC0048213還沒結案，有人在處理嗎
        我明天給你可以嗎`,
    },
    'nl-NL': {
      labels: {
        title: 'naam bedrijf/tnv/Factuur op naam/firmanaam',
        taxId: 'belastingnr/btw nr China/fiscaal nr/tax id',
        address: 'adr/adres zaak/Vestiging',
        phone: 'tel/tel nr/vast nummer',
        bank: 'welke bank/bank + filiaal/onze bank',
        account: 'rek nr/reknr./bankreknr',
        addressPhone: 'adr + tel/adres & tel',
        bankAccount: 'bank & rek/bank + reknr',
        email: 'mailen naar/mailadr',
      },
      greetings: `hee
        Hoi hoi,
        sorry ben ik weer..
        goeiemiddag!`,
      goodbyes: `dankje!
        ⏎gr {person}
        alvast bedankt he
        ⏎Verzonden vanaf mijn telefoon`,
      headings: `hier komt ie
        dit kreeg ik van de boekhouding doorgestuurd
        gegevens fapiao!!
        ff geplakt uit de mail van kantoor`,
      sentences: `graag factuur op {title} belastingnr {taxId} dank
        baas zegt dat t {title} moet zijn, nr {taxId}, vraag me niet waarom haha
        bedrijf {title}, btw nr {taxId}
        kan er voor vrijdag nog een factuur voor {title} uit? tax nr is {taxId}
        ik ben van {title} en ons fiscaal nr is {taxId}, kun je ff een fapiao maken
        volgens de boekhouding is {taxId} t belastingnr en heten we officieel {title}
        lang verhaal: de oude bv {oldTitle} is vorig jaar opgeheven en alles loopt nu via {title}, belastingnr {taxId}
        onze naam is beetje raar maar t is echt {title}, en de 18 tekens zijn {taxId}`,
      fields: `belastingnr {taxId}
        t is {title}
        zet er maar {title} op
        bank is {bank} dacht ik
        wij zitten op {address}
        tel {phone}
        rek nr {account}
        heb t nagevraagd, ze zeggen {taxId}`,
      corrections: `sorry tikfout, {taxId}
        nee niet {oldTitle} maar {title}
        vergeet wat ik net stuurde, belastingnr {taxId}
        t oude nummer {oldTaxId} bestaat niet meer, pak {taxId}
        doe maar dit reknr: {account}
        sinds dit voorjaar heten we anders nl {title}`,
      complaints: `naam bedrijf is fout!! => about=title
        jullie hebben ons belastingnr wéér verkeerd => about=taxId
        dat adres is van ons oude kantoor, aanpassen aub => about=address
        dat tel nr is al 2 jaar dood => about=phone
        hmm dat rekeningnr klopt volgens mij niet => about=account
        welk bedrijf is dit?? niet wij iig => about=title`,
      emails: `stuur maar ff naar {email}
        mailen aan {email} aub
        naar {email} en ook {email2}
        zet {email} er ook bij, zij boekt m in => mode=add`,
      deliveries: `stuur maar op naar {recipient} {mobile} {shipTo}
        geef maar af bij {recipient} aan de poort, ff bellen: {mobile}
        koerier:⏎naam {recipient}⏎mob {mobile}⏎adres {shipTo}
        ik heb vakantie dus stuur t naar {recipient}, {mobile}, {shipTo}`,
      bills: `alleen {m} graag
        {m} + {m2} aub
        doe ze allemaal maar => bills=all
        {m} niet, die heb ik al. de rest wel => bills=without
        alles behalve {m} en {m2} aub => bills=without
        kun je {m} doen
        alleen die van {m}, de rest heeft mn collega al geregeld`,
      kinds: `wel een speciale hè, we willen de btw terug => type=special
        gewone fapiao is prima, speciaal hoeft niet => type=normal
        digitaal is prima => medium=digital
        moet op papier, baas is ouderwets => medium=paper
        geen speciale aub gewoon een normale => type=normal
        {m} graag als speciale fapiao => type=special
        ik kom m zelf wel ff halen => method=pickup`,
      idle: `al iets bekend??
        ok duidelijk thx
        wacht ff
        collega {person} is vrij, vraag ik maandag na
        wacht nog steeds op die van {m}...
        krijg error 500 als ik op de link klik
        wat was mn wachtwoord ook alweer
        ben jij een bot
        zo terug, lunch
        hoeveel belasting komt erbij
        kan ik t daarna nog veranderen?
        weet ik niet moet ik navragen
        hahaha
        link in jullie mail is verlopen
        ticket INC0048213 staat nog steeds open, iemand?
        mag het ook morgen`,
    },
    'da-DK': {
      labels: {
        title: 'firma/navn på firma/fakt. navn/faktureres til',
        taxId: 'skattenr/skat nr/kinesisk momsnr/tax id',
        address: 'adr/adr./firmaets adresse',
        phone: 'tlf/tlf nr/fastnet',
        bank: 'hvilken bank/vores bank/bank + filial',
        account: 'kontonr/konto nr/bankkonto nr',
        addressPhone: 'adr + tlf/adresse & tlf',
        bankAccount: 'bank & konto/bank + kontonr',
        email: 'sendes på mail til/mailadr',
      },
      greetings: `hejhej
        Halløj,
        undskyld det er mig igen..
        davs!`,
      goodbyes: `takker!
        ⏎mvh {person}
        på forhånd tak :)
        ⏎Sendt fra min mobil`,
      headings: `så kommer den
        det her fik jeg fra økonomi
        fapiao info!!
        lige klippet fra kontorets mail`,
      sentences: `må vi få en faktura til {title} skattenr {taxId} tak
        chefen siger det skal være {title}, nr {taxId}, spørg ikke mig hvorfor haha
        firma {title}, skat nr {taxId}
        kan i nå en faktura til {title} inden fredag? tax nr er {taxId}
        jeg er fra {title} og vores skattenr er {taxId}, gider du lave en fapiao
        ifølge bogholderen er {taxId} skattenr og vi hedder officielt {title}
        lang historie: det gamle selskab {oldTitle} blev lukket sidste år og alt går nu via {title}, skattenr {taxId}
        vores navn er lidt mærkeligt men det er altså {title}, og de 18 tegn er {taxId}`,
      fields: `skattenr {taxId}
        det er {title}
        skriv bare {title} på
        banken er {bank} tror jeg
        vi sidder på {address}
        tlf {phone}
        kontonr {account}
        har spurgt økonomi, de siger {taxId}`,
      corrections: `sorry slåfejl, {taxId}
        nej ikke {oldTitle} men {title}
        glem det jeg skrev før, skattenr {taxId}
        det gamle nr {oldTaxId} findes ikke mere, tag {taxId}
        brug det her kontonr: {account}
        vi har skiftet navn i foråret, nu er det {title}`,
      complaints: `firmanavnet er forkert!! => about=title
        i har skrevet vores skattenr forkert igen => about=taxId
        adressen er vores gamle kontor, ret lige => about=address
        det tlf nr har været dødt i 2 år => about=phone
        hmm det kontonr ser forkert ud => about=account
        hvilket firma er det?? ikke os ihvertfald => about=title`,
      emails: `bare send til {email}
        mail den til {email} tak
        til {email} og også {email2}
        smid lige {email} på også, hun bogfører den => mode=add`,
      deliveries: `send det bare til {recipient} {mobile} {shipTo}
        aflever hos {recipient} i porten, ring lige på {mobile}
        kurer:⏎navn {recipient}⏎mob {mobile}⏎adr {shipTo}
        jeg har ferie så send til {recipient}, {mobile}, {shipTo}`,
      bills: `kun {m} tak
        {m} + {m2} tak
        bare tag dem alle => bills=all
        ikke {m}, den har jeg. resten ja tak => bills=without
        alt undtagen {m} og {m2} tak => bills=without
        kan du tage {m}
        kun den for {m}, resten har min kollega ordnet`,
      kinds: `den specielle tak, vi skal have moms retur => type=special
        alm fapiao er fint, behøver ikke speciel => type=normal
        digital er fint => medium=digital
        skal være på papir, chefen er gammeldags => medium=paper
        ikke en speciel tak bare en normal => type=normal
        {m} som speciel fapiao tak => type=special
        jeg kommer lige forbi og henter den selv => method=pickup`,
      idle: `noget nyt??
        ok forstået tak
        vent lige
        kollega {person} har fri, spørger mandag
        venter stadig på den for {m}...
        får fejl 500 når jeg klikker på linket
        hvad var nu min kode
        er du en bot
        tilbage om lidt, frokost
        hvor meget moms kommer der på
        kan jeg ændre det bagefter?
        ved det ikke skal lige spørge
        hahaha
        linket i jeres mail er udløbet
        sag INC0048213 er stadig åben, nogen?
        er det ok hvis det bliver i morgen`,
    },
    'fr-FR': {
      labels: {
        title: 'nom sté/Sté/facture au nom de/nom boîte',
        taxId: 'n° tva chine/num fiscal/no fiscal/tax id',
        address: 'adr/adr./adresse sté',
        phone: 'tel/tél fixe/num tel',
        bank: 'notre banque/bq/banque + agence',
        account: 'cpte/n° cpte/num compte',
        addressPhone: 'adr + tel/adresse & tel',
        bankAccount: 'bq & cpte/banque + n° cpte',
        email: 'mail pour envoi/adr mail',
      },
      greetings: `coucou
        Bjr,
        dsl c'est encore moi..
        hello !`,
      goodbyes: `merci bcp !!
        ⏎Cdt⏎{person}
        merci d'avance hein
        ⏎Envoyé de mon téléphone`,
      headings: `voilà voilà
        la compta m'a transféré ça
        infos fapiao !!
        copié-collé du mail du bureau`,
      sentences: `svp facture au nom de {title} num fiscal {taxId} merci
        le boss veut que ce soit {title}, num {taxId}, me demandez pas pourquoi lol
        sté {title}, n° tva {taxId}
        c possible d'avoir une facture pour {title} avant vendredi ? le no fiscal c'est {taxId}
        je suis de chez {title} et notre num fiscal est {taxId}, vous pouvez faire la fapiao svp
        d'apres la compta {taxId} c'est le num fiscal et on s'appelle officiellement {title}
        bref l'ancienne sté {oldTitle} est fermée depuis l'an dernier, tout passe par {title} mtn, num fiscal {taxId}
        notre nom est un peu bizarre mais c'est bien {title}, et les 18 caractères : {taxId}`,
      fields: `num fiscal {taxId}
        c'est {title}
        mettez juste {title} dessus
        la banque c'est {bank} je crois
        notre adresse c'est {address}
        tel {phone}
        n° cpte {account}
        j'ai demandé à la compta, ils disent {taxId}`,
      corrections: `oups faute de frappe, {taxId}
        non pas {oldTitle} mais {title}
        oubliez ce que j'ai mis avant, num fiscal {taxId}
        l'ancien num {oldTaxId} n'existe plus, prenez {taxId}
        mettez plutot ce n° de cpte : {account}
        on a changé de nom au printemps, mtn c'est {title}`,
      complaints: `le nom de la boîte est faux !! => about=title
        vous vous êtes encore trompés dans notre num fiscal => about=taxId
        l'adresse c'est notre ancien bureau, à corriger svp => about=address
        ce tel marche plus depuis 2 ans => about=phone
        mmh le n° de compte me parait faux => about=account
        c'est qui cette société ?? pas nous en tt cas => about=title`,
      emails: `envoyez juste à {email}
        par mail à {email} svp
        à {email} et aussi {email2}
        rajoutez {email} aussi, c'est elle qui saisit => mode=add`,
      deliveries: `envoyez à {recipient} {mobile} {shipTo} svp
        laissez à {recipient} au poste de garde, appelez le {mobile} en arrivant
        coursier :⏎nom {recipient}⏎port {mobile}⏎adr {shipTo}
        suis en congés donc envoyez à {recipient}, {mobile}, {shipTo}`,
      bills: `juste {m} svp
        {m} + {m2} merci
        toutes svp => bills=all
        pas {m}, je l'ai déjà. le reste oui => bills=without
        tout sauf {m} et {m2} svp => bills=without
        vous pouvez faire {m}
        juste celle de {m}, le reste ma collègue s'en est occupée`,
      kinds: `la spéciale svp, on récupère la tva => type=special
        fapiao normale ok, pas besoin de spéciale => type=normal
        en pdf par voie électronique ça ira => medium=digital
        il la faut sur papier, le boss est vieille école => medium=paper
        pas de spéciale svp juste une normale => type=normal
        {m} en fapiao spéciale svp => type=special
        je passe la prendre moi-même => method=pickup`,
      idle: `du nouveau ??
        ok compris merci
        attendez
        ma collègue {person} est en congé, je lui demande lundi
        tjs rien pour {m}...
        erreur 500 qd je clique sur le lien
        c'est quoi mon mdp déjà
        t'es un bot ?
        je reviens, pause déj
        c combien la tva
        on peut changer après ?
        sais pas, faut que je demande
        mdr
        le lien dans votre mail est expiré
        le ticket INC0048213 est tjs ouvert, qqn ?
        c'est bon si je vous dis ça demain`,
    },
  },
};
