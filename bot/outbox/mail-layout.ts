// The look of a mail: blocks become simple HTML that every mail program shows, and the same as plain text.
import { type Locale, say, translate } from '../../locales';
import { html, type Markup } from '../pages/html';

export type Block =
  | { text: string }
  /** Small print. */
  | { small: string }
  | { facts: { label: string; value: string }[] }
  /** `copy` is the sentence above the plain address, for programs that show no buttons. */
  | { button: string; url: string; copy: string }
  | { url: string };

const FONT =
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','PingFang TC','Microsoft YaHei','Microsoft JhengHei','Noto Sans CJK SC',sans-serif";

// Colours that stay readable when a mail program turns them round; programs that know the media query get our own.
const DARK = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.page{background:#1b1a19!important}.sheet{background:#252423!important;border-color:#3b3a39!important}
.ink{color:#f3f2f1!important}.soft{color:#c8c6c4!important}.url{color:#75b8ee!important}}`;

function blockHtml(block: Block): Markup {
  if ('text' in block) return html`<p class="ink" style="margin:0 0 16px;color:#242424">${block.text}</p>`;
  if ('small' in block)
    return html`<p class="soft" style="margin:0 0 12px;font-size:14px;line-height:20px;color:#616161">${block.small}</p>`;
  if ('facts' in block)
    return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px">${block.facts.map(
      ({ label, value }) =>
        html`<tr><td class="soft" style="padding:2px 16px 2px 0;vertical-align:top;color:#616161">${label}</td><td class="ink" style="padding:2px 0;vertical-align:top;color:#242424;word-break:break-word"><b>${value}</b></td></tr>`,
    )}</table>`;
  const address = html`<a class="url" href="${block.url}" style="color:#0f6cbd;word-break:break-all">${block.url}</a>`;
  if ('button' in block)
    return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 16px"><tr><td style="border-radius:8px;background:#0f6cbd"><a href="${block.url}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0f6cbd;color:#ffffff;font-weight:600;text-decoration:none">${block.button}</a></td></tr></table>
<p class="soft" style="margin:0 0 16px;font-size:14px;line-height:20px;color:#616161">${block.copy}<br>${address}</p>`;
  return html`<p style="margin:0 0 12px;font-size:14px;line-height:20px">${address}</p>`;
}

/** With the colon of the language. */
const labelled = (locale: Locale, label: string, value: string): string =>
  translate(locale, say('common:fact', { label, value }));

function blockText(locale: Locale, block: Block): string {
  if ('text' in block) return block.text;
  if ('small' in block) return block.small;
  if ('facts' in block) return block.facts.map(({ label, value }) => labelled(locale, label, value)).join('\n');
  return 'button' in block ? `${labelled(locale, block.button, '').trimEnd()}\n${block.url}` : block.url;
}

/** Both parts of a mail. Every text is escaped in the HTML part. */
export function layoutMail(locale: Locale, subject: string, blocks: readonly Block[]): { text: string; html: string } {
  const page = html`<!doctype html>
<html lang="${locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>STYLE</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f5f5f5">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f5f5f5"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" lang="${locale}" dir="ltr" style="max-width:560px;background:#ffffff;border:1px solid #e0e0e0;border-radius:8px"><tr><td style="padding:28px 28px 16px;text-align:left;font-size:16px;line-height:24px;FONT">
<h1 class="ink" style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600;color:#242424">${subject}</h1>
${blocks.map(blockHtml)}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
  // Our own constants hold quotes that must not be escaped; function = no `$` patterns.
  const body = page
    .toString()
    .replace('STYLE', () => DARK)
    .replace('FONT', () => FONT.replaceAll('"', ''));
  return { text: `${blocks.map((block) => blockText(locale, block)).join('\n\n')}\n`, html: body };
}
