// Words of messages: the half that whoever works on the reading may look at.
import type { Vocabulary } from './words';

export const KNOWN: Vocabulary = {
  names: {
    cities: [
      ['苏州', '蘇州', 'Suzhou', '320594'],
      ['上海', '上海', 'Shanghai', '310115'],
      ['成都', '成都', 'Chengdu', '510107'],
      ['深圳', '深圳', 'Shenzhen', '440305'],
      ['大连', '大連', 'Dalian', '210211'],
    ],
    brands: '云岫 恒裕 青柠 博远 禾木 星海湾 立夏 明德',
    trades: '科技 餐饮管理 精密机械 国际贸易 医疗器械 文化传媒 环保工程 物流',
    latinBrands: 'Kestrel/Oranje Noord/Lindholm/Halcyon/Beaumont/Vandersteen/Bright & Lowe/Nordlys',
    latinTrades: 'Robotics/Packaging/Trading/Consulting/Marine Systems/Foods/Software/Instruments',
    people: '陈思远 周慧敏 李建国 欧阳雪 王磊',
    latinPeople: 'Anna Visser/Mette Holm/Julien Caron/Priya Raman/Tom Baxter',
    streets: '星湖街 张江路 天府大道中段 科苑南路 黄浦路',
    latinStreets: 'Xinghu Street/Zhangjiang Road/Tianfu Avenue/Keyuan South Road/Huangpu Road',
    banks: '中国工商银行 招商银行 中国建设银行 交通银行',
    latinBanks: 'Bank of China/ICBC/China Merchants Bank/HSBC (China)',
    mailboxes: 'finance/ap.china/anna.visser/caiwu/invoice-cn',
    domains: 'kestrel.example/hengyu.example.cn/nordlys.example/mail.qingning.example',
  },
  words: {
    'en-US': {
      labels: {
        title: 'Company name/Title/Name',
        taxId: 'Tax ID/Tax number/USCC',
        address: 'Address/Registered address',
        phone: 'Phone/Tel',
        bank: 'Bank/Bank name',
        account: 'Account number/Account no.',
        addressPhone: 'Address and phone',
        bankAccount: 'Bank and account',
        email: 'Email/E-mail',
      },
      greetings: `Hi,
        Hello there,
        Good morning,
        Dear team,⏎`,
      goodbyes: `Thanks!
        ⏎Best regards,⏎{person}
        Thank you very much.
        ⏎Cheers,⏎{person}`,
      headings: `Here are our details:
        Please issue the fapiao with the following information:
        Our company information:
        Please use this:`,
      sentences: `Please issue the fapiao to {title}, tax ID {taxId}.
        Our company is {title} and our tax number is {taxId}.
        We need a fapiao for {title} ({taxId}).
        The title is {title}, the tax ID is {taxId}.
        Could you make it out to {title}, tax number {taxId}?`,
      fields: `Our tax ID is {taxId}.
        The title should be {title}.
        The company name is {title}
        Our bank is {bank}.
        The account number is {account}.
        Our phone number is {phone}.
        The address is {address}.`,
      corrections: `Sorry, the tax ID should be {taxId}.
        Please change the title to {title}.
        The title is not {oldTitle} but {title}.
        I made a mistake, the account number is {account}.
        Correction: the tax ID is {taxId}, not {oldTaxId}.`,
      complaints: `The title is wrong. => about=title
        That tax ID is not correct. => about=taxId
        You got our address wrong. => about=address
        The email is incorrect. => about=email
        There is a mistake in the title. => about=title`,
      emails: `Please send it to {email}.
        My email is {email}.
        Send it to {email} and {email2}.
        Please also send a copy to {email}. => mode=add`,
      deliveries: `Please send the paper fapiao to {recipient}, {mobile}, {shipTo}. => medium=paper
        Recipient: {recipient}⏎Mobile: {mobile}⏎Delivery address: {shipTo}
        The recipient is {recipient}, phone {mobile}.
        Please ship it to {shipTo}, attn. {recipient}, {mobile}.`,
      bills: `A fapiao for {m}, please.
        I want the bills of {m} and {m2}.
        All bills please. => bills=all
        Everything except {m}. => bills=without
        All but {m} and {m2}. => bills=without
        Only {m}, please.`,
      kinds: `A special fapiao please. => type=special
        Not a special one, a normal one. => type=normal
        I don't want paper, digital is fine. => medium=digital
        By SF Express please. => method=sf
        I do not want a special one, for {m}. => type=normal
        We would like a paper fapiao. => medium=paper`,
      idle: `How long does it take?
        What is the difference between a normal and a special fapiao?
        Thank you for your help, that was quick.
        I forgot my password.
        Where is my fapiao for {m}?
        Can I get a fapiao for last year?
        I have not received anything yet.
        Do you work on weekends?
        Who are you?
        I would like to talk to a person.
        OK, I understand.
        What do you need from me?
        My colleague {person} asked me to contact you.
        The page does not load on my phone.
        I have to check that with our accounting department.`,
    },
    'zh-CN': {
      labels: {
        title: '公司名称/抬头/单位名称',
        taxId: '税号/纳税人识别号/统一社会信用代码',
        address: '地址/注册地址',
        phone: '电话/联系电话',
        bank: '开户行/开户银行',
        account: '账号/银行账号',
        addressPhone: '地址、电话/地址电话',
        bankAccount: '开户行及账号',
        email: '邮箱/电子邮箱',
      },
      greetings: `你好，
        您好！
        在吗？
        老师好，`,
      goodbyes: `谢谢！
        麻烦了。
        ⏎谢谢，{person}
        辛苦了～`,
      headings: `开票信息如下：
        我们公司的开票资料：
        请按以下信息开票：
        麻烦按这个开：`,
      sentences: `请给{title}开票，税号{taxId}。
        抬头是{title}，税号是{taxId}
        我们公司叫{title}，税号：{taxId}
        帮我开一张发票，抬头{title}，税号{taxId}，谢谢
        公司名称为{title}，纳税人识别号为{taxId}。`,
      fields: `我们的税号是{taxId}
        抬头写{title}
        公司名称是{title}。
        开户行是{bank}
        银行账号是{account}
        公司电话是{phone}
        注册地址是{address}`,
      corrections: `税号改成{taxId}
        不好意思，抬头应该是{title}
        抬头不是{oldTitle}，是{title}
        账号写错了，应该是{account}
        税号更正为{taxId}，抬头更正为{title}`,
      complaints: `抬头错了 => about=title
        税号不对 => about=taxId
        地址写错了 => about=address
        邮箱填错了 => about=email
        公司名称有误 => about=title`,
      emails: `发到{email}
        我的邮箱是{email}
        请发到{email}和{email2}
        再抄送一份给{email} => mode=add`,
      deliveries: `纸质发票寄给{recipient}，{mobile}，{shipTo} => medium=paper
        收件人：{recipient}⏎手机：{mobile}⏎收件地址：{shipTo}
        收件人是{recipient}，手机号{mobile}
        请寄到{shipTo}，{recipient}收，电话{mobile}`,
      bills: `开{m}的发票
        我要{m}和{m2}的
        全部都开 => bills=all
        除了{m}都开 => bills=without
        除{m}和{m2}以外的都要 => bills=without
        只要{m}的`,
      kinds: `要专票 => type=special
        不要专票，普票就行 => type=normal
        不用纸质的，电子的就可以 => medium=digital
        请用顺丰寄 => method=sf
        开{m}的，不要专票 => type=normal
        我们要纸质发票 => medium=paper`,
      idle: `多久能开好？
        专票和普票有什么区别？
        谢谢你的帮助
        我忘记密码了
        {m}的发票到哪了？
        去年的还能开吗？
        到现在都没收到
        周末上班吗？
        你是谁
        转人工
        好的，明白了
        需要我提供什么？
        是我同事{person}让我来问的
        手机上打不开页面
        我先问一下财务再回复你`,
    },
    'zh-TW': {
      labels: {
        title: '公司名稱/抬頭/買受人名稱',
        taxId: '稅號/納稅人識別號',
        address: '地址/註冊地址',
        phone: '電話/聯絡電話',
        bank: '開戶銀行/開戶行',
        account: '帳號/銀行帳號',
        addressPhone: '地址、電話',
        bankAccount: '開戶行及帳號',
        email: '電子郵件/信箱',
      },
      greetings: `你好，
        您好！
        請問在嗎？
        哈囉，`,
      goodbyes: `謝謝！
        麻煩您了。
        ⏎感謝，{person}
        辛苦了～`,
      headings: `開票資料如下：
        我們公司的資料：
        請依下列資料開立發票：
        麻煩照這個開：`,
      sentences: `請開給{title}，稅號{taxId}。
        抬頭是{title}，稅號是{taxId}
        我們公司是{title}，稅號：{taxId}
        幫我開一張發票，抬頭{title}，稅號{taxId}，謝謝
        公司名稱為{title}，納稅人識別號為{taxId}。`,
      fields: `我們的稅號是{taxId}
        抬頭寫{title}
        公司名稱是{title}。
        開戶銀行是{bank}
        銀行帳號是{account}
        公司電話是{phone}
        註冊地址是{address}`,
      corrections: `稅號改成{taxId}
        不好意思，抬頭應該是{title}
        抬頭不是{oldTitle}，是{title}
        帳號寫錯了，應該是{account}
        稅號更正為{taxId}，抬頭更正為{title}`,
      complaints: `抬頭錯了 => about=title
        稅號不對 => about=taxId
        地址寫錯了 => about=address
        信箱填錯了 => about=email
        公司名稱有誤 => about=title`,
      emails: `寄到{email}
        我的信箱是{email}
        請寄到{email}和{email2}
        另外也寄一份給{email} => mode=add`,
      deliveries: `紙本發票寄給{recipient}，{mobile}，{shipTo} => medium=paper
        收件人：{recipient}⏎手機：{mobile}⏎收件地址：{shipTo}
        收件人是{recipient}，手機{mobile}
        請寄到{shipTo}，{recipient}收，電話{mobile}`,
      bills: `開{m}的發票
        我要{m}和{m2}的
        全部都開 => bills=all
        除了{m}都開 => bills=without
        除{m}和{m2}以外都要 => bills=without
        只要{m}的`,
      kinds: `要專票 => type=special
        不要專票，普票就好 => type=normal
        不用紙本，電子的就可以 => medium=digital
        請用順豐寄 => method=sf
        開{m}的，不要專票 => type=normal
        我們要紙本發票 => medium=paper`,
      idle: `多久會開好？
        專票跟普票差在哪裡？
        謝謝你的幫忙
        我忘記密碼了
        {m}的發票到哪裡了？
        去年的還可以開嗎？
        到現在都沒收到
        週末有上班嗎？
        你是誰
        我想找真人客服
        好的，了解
        需要我提供什麼？
        是同事{person}請我來問的
        手機打不開頁面
        我先問一下會計再回覆你`,
    },
    'nl-NL': {
      labels: {
        title: 'Bedrijfsnaam/Naam',
        taxId: 'Belastingnummer/Btw-nummer',
        address: 'Adres/Vestigingsadres',
        phone: 'Telefoon/Telefoonnummer',
        bank: 'Bank/Naam bank',
        account: 'Rekeningnummer/Bankrekening',
        addressPhone: 'Adres en telefoon',
        bankAccount: 'Bank en rekeningnummer',
        email: 'E-mail/E-mailadres',
      },
      greetings: `Hallo,
        Goedemorgen,
        Beste,
        Geachte heer/mevrouw,⏎`,
      goodbyes: `Bedankt!
        ⏎Met vriendelijke groet,⏎{person}
        Alvast hartelijk dank.
        ⏎Groeten,⏎{person}`,
      headings: `Hierbij onze gegevens:
        Graag een fapiao met de volgende gegevens:
        Onze bedrijfsgegevens:
        Gebruik deze gegevens:`,
      sentences: `Graag een fapiao op naam van {title}, belastingnummer {taxId}.
        Ons bedrijf heet {title} en ons belastingnummer is {taxId}.
        Wij willen een fapiao voor {title} ({taxId}).
        De naam is {title}, het belastingnummer is {taxId}.
        Kunt u de fapiao uitschrijven aan {title}, belastingnummer {taxId}?`,
      fields: `Ons belastingnummer is {taxId}.
        De bedrijfsnaam is {title}.
        De naam moet {title} zijn.
        Onze bank is {bank}.
        Het rekeningnummer is {account}.
        Ons telefoonnummer is {phone}.
        Het adres is {address}.`,
      corrections: `Sorry, het belastingnummer moet {taxId} zijn.
        Wijzig de naam in {title}.
        De naam is niet {oldTitle} maar {title}.
        Foutje, het rekeningnummer is {account}.
        Correctie: het belastingnummer is {taxId}, niet {oldTaxId}.`,
      complaints: `De naam klopt niet. => about=title
        Het belastingnummer is fout. => about=taxId
        Het adres is verkeerd. => about=address
        Het e-mailadres klopt niet. => about=email
        Er staat een fout in de bedrijfsnaam. => about=title`,
      emails: `Stuur het naar {email}.
        Mijn e-mailadres is {email}.
        Graag sturen naar {email} en {email2}.
        Stuur ook een kopie naar {email}. => mode=add`,
      deliveries: `Stuur de papieren fapiao naar {recipient}, {mobile}, {shipTo}. => medium=paper
        Ontvanger: {recipient}⏎Mobiel: {mobile}⏎Afleveradres: {shipTo}
        De ontvanger is {recipient}, telefoon {mobile}.
        Graag versturen naar {shipTo}, t.a.v. {recipient}, {mobile}.`,
      bills: `Een fapiao voor {m}, graag.
        Ik wil de rekeningen van {m} en {m2}.
        Alle rekeningen graag. => bills=all
        Alles behalve {m}. => bills=without
        Alles behalve {m} en {m2}. => bills=without
        Alleen {m}, alstublieft.`,
      kinds: `Graag een speciale fapiao. => type=special
        Geen speciale, maar een gewone. => type=normal
        Geen papier, digitaal is prima. => medium=digital
        Met SF Express graag. => method=sf
        Ik wil geen speciale, voor {m}. => type=normal
        Wij willen graag een papieren fapiao. => medium=paper`,
      idle: `Hoe lang duurt het?
        Wat is het verschil tussen een gewone en een speciale fapiao?
        Bedankt voor uw hulp, dat was snel.
        Ik ben mijn wachtwoord vergeten.
        Waar blijft mijn fapiao van {m}?
        Kan ik ook nog een fapiao van vorig jaar krijgen?
        Ik heb nog niets ontvangen.
        Werken jullie ook in het weekend?
        Wie bent u?
        Ik wil graag een medewerker spreken.
        Oké, begrepen.
        Wat heeft u van mij nodig?
        Mijn collega {person} vroeg mij contact op te nemen.
        De pagina laadt niet op mijn telefoon.
        Ik moet dat even navragen bij onze administratie.`,
    },
    'da-DK': {
      labels: {
        title: 'Firmanavn/Navn',
        taxId: 'Skattenummer/Momsnummer',
        address: 'Adresse/Registreret adresse',
        phone: 'Telefon/Telefonnummer',
        bank: 'Bank/Banknavn',
        account: 'Kontonummer/Bankkonto',
        addressPhone: 'Adresse og telefon',
        bankAccount: 'Bank og kontonummer',
        email: 'E-mail/E-mailadresse',
      },
      greetings: `Hej,
        Godmorgen,
        Kære team,⏎
        Goddag,`,
      goodbyes: `Tak!
        ⏎Med venlig hilsen⏎{person}
        På forhånd tak.
        ⏎Mvh⏎{person}`,
      headings: `Her er vores oplysninger:
        Udsted venligst en fapiao med følgende oplysninger:
        Vores firmaoplysninger:
        Brug venligst dette:`,
      sentences: `Udsted venligst fapiaoen til {title}, skattenummer {taxId}.
        Vores firma hedder {title}, og vores skattenummer er {taxId}.
        Vi skal bruge en fapiao til {title} ({taxId}).
        Navnet er {title}, skattenummeret er {taxId}.
        Kan du lave den til {title}, skattenummer {taxId}?`,
      fields: `Vores skattenummer er {taxId}.
        Firmanavnet er {title}.
        Navnet skal være {title}.
        Vores bank er {bank}.
        Kontonummeret er {account}.
        Vores telefonnummer er {phone}.
        Adressen er {address}.`,
      corrections: `Undskyld, skattenummeret skal være {taxId}.
        Ret navnet til {title}.
        Navnet er ikke {oldTitle}, men {title}.
        Jeg skrev forkert, kontonummeret er {account}.
        Rettelse: skattenummeret er {taxId}, ikke {oldTaxId}.`,
      complaints: `Navnet er forkert. => about=title
        Skattenummeret passer ikke. => about=taxId
        Adressen er forkert. => about=address
        E-mailadressen er forkert. => about=email
        Der er en fejl i firmanavnet. => about=title`,
      emails: `Send den til {email}.
        Min e-mail er {email}.
        Send den til {email} og {email2}.
        Send også en kopi til {email}. => mode=add`,
      deliveries: `Send papirfapiaoen til {recipient}, {mobile}, {shipTo}. => medium=paper
        Modtager: {recipient}⏎Mobil: {mobile}⏎Leveringsadresse: {shipTo}
        Modtageren er {recipient}, telefon {mobile}.
        Send den til {shipTo}, att. {recipient}, {mobile}.`,
      bills: `En fapiao for {m}, tak.
        Jeg vil have regningerne for {m} og {m2}.
        Alle regninger, tak. => bills=all
        Alt undtagen {m}. => bills=without
        Alle undtagen {m} og {m2}. => bills=without
        Kun {m}, tak.`,
      kinds: `En speciel fapiao, tak. => type=special
        Ikke en speciel, en almindelig. => type=normal
        Ikke papir, digital er fint. => medium=digital
        Med SF Express, tak. => method=sf
        Jeg vil ikke have en speciel, for {m}. => type=normal
        Vi vil gerne have en papirfapiao. => medium=paper`,
      idle: `Hvor lang tid tager det?
        Hvad er forskellen på en almindelig og en speciel fapiao?
        Tak for hjælpen, det gik hurtigt.
        Jeg har glemt min adgangskode.
        Hvor er min fapiao for {m}?
        Kan jeg få en fapiao for sidste år?
        Jeg har ikke modtaget noget endnu.
        Arbejder I i weekenden?
        Hvem er du?
        Jeg vil gerne tale med et menneske.
        Okay, det er forstået.
        Hvad skal du bruge fra mig?
        Min kollega {person} bad mig kontakte jer.
        Siden vil ikke åbne på min telefon.
        Jeg skal lige spørge vores bogholderi.`,
    },
    'fr-FR': {
      labels: {
        title: 'Nom de la société/Raison sociale/Nom',
        taxId: 'Numéro fiscal/Identifiant fiscal',
        address: 'Adresse/Adresse du siège',
        phone: 'Téléphone/Tél.',
        bank: 'Banque/Nom de la banque',
        account: 'Numéro de compte/Compte bancaire',
        addressPhone: 'Adresse et téléphone',
        bankAccount: 'Banque et numéro de compte',
        email: 'E-mail/Adresse e-mail',
      },
      greetings: `Bonjour,
        Bonsoir,
        Madame, Monsieur,⏎
        Chère équipe,`,
      goodbyes: `Merci !
        ⏎Cordialement,⏎{person}
        Merci d'avance.
        ⏎Bien à vous,⏎{person}`,
      headings: `Voici nos coordonnées :
        Merci d'établir la fapiao avec les informations suivantes :
        Les informations de notre société :
        Veuillez utiliser ceci :`,
      sentences: `Veuillez établir la fapiao au nom de {title}, numéro fiscal {taxId}.
        Notre société s'appelle {title} et notre numéro fiscal est {taxId}.
        Il nous faut une fapiao pour {title} ({taxId}).
        La raison sociale est {title}, l'identifiant fiscal est {taxId}.
        Pouvez-vous la faire au nom de {title}, numéro fiscal {taxId} ?`,
      fields: `Notre numéro fiscal est {taxId}.
        La raison sociale est {title}.
        Le nom de la société est {title}
        Notre banque est {bank}.
        Le numéro de compte est {account}.
        Notre téléphone est le {phone}.
        L'adresse est {address}.`,
      corrections: `Pardon, le numéro fiscal doit être {taxId}.
        Remplacez le nom par {title}.
        La raison sociale n'est pas {oldTitle} mais {title}.
        Je me suis trompé, le numéro de compte est {account}.
        Correction : le numéro fiscal est {taxId}, pas {oldTaxId}.`,
      complaints: `Le nom est faux. => about=title
        Le numéro fiscal n'est pas correct. => about=taxId
        L'adresse est erronée. => about=address
        L'e-mail est incorrect. => about=email
        Il y a une erreur dans la raison sociale. => about=title`,
      emails: `Envoyez-la à {email}.
        Mon adresse e-mail est {email}.
        Merci de l'envoyer à {email} et à {email2}.
        Envoyez aussi une copie à {email}. => mode=add`,
      deliveries: `Envoyez la fapiao papier à {recipient}, {mobile}, {shipTo}. => medium=paper
        Destinataire : {recipient}⏎Mobile : {mobile}⏎Adresse de livraison : {shipTo}
        Le destinataire est {recipient}, téléphone {mobile}.
        Merci d'envoyer à {shipTo}, à l'attention de {recipient}, {mobile}.`,
      bills: `Une fapiao pour {m}, s'il vous plaît.
        Je voudrais les factures de {m} et de {m2}.
        Toutes les factures, s'il vous plaît. => bills=all
        Tout sauf {m}. => bills=without
        Toutes sauf {m} et {m2}. => bills=without
        Seulement {m}, merci.`,
      kinds: `Une fapiao spéciale, s'il vous plaît. => type=special
        Pas une spéciale, une ordinaire. => type=normal
        Pas de papier, le numérique suffit. => medium=digital
        Par SF Express, s'il vous plaît. => method=sf
        Je ne veux pas de spéciale, pour {m}. => type=normal
        Nous voudrions une fapiao papier. => medium=paper`,
      idle: `Combien de temps cela prend-il ?
        Quelle est la différence entre une fapiao ordinaire et une spéciale ?
        Merci de votre aide, c'était rapide.
        J'ai oublié mon mot de passe.
        Où est ma fapiao pour {m} ?
        Puis-je avoir une fapiao pour l'année dernière ?
        Je n'ai encore rien reçu.
        Travaillez-vous le week-end ?
        Qui êtes-vous ?
        Je voudrais parler à quelqu'un.
        D'accord, j'ai compris.
        De quoi avez-vous besoin ?
        Mon collègue {person} m'a demandé de vous contacter.
        La page ne s'ouvre pas sur mon téléphone.
        Je dois demander à notre comptabilité.`,
    },
  },
};
