// The conversation as a text file: who said what when, cards with their facts and answers.
import { type CardNode, nodes, str } from './card-node';
import { attachmentsOf, cardOf } from './attachments';
import type { Entry } from './entries';
import { markdown } from './markdown';
import type { T } from './text';

const plain = (text: string): string => {
  const box = document.createElement('div');
  box.append(markdown(text));
  for (const end of box.querySelectorAll('br, p, li')) end.after('\n');
  return box.textContent.trim();
};

/** What a card shows, a line for each of its parts. Buttons are no part of what was said. */
function cardLines(node: CardNode, depth = 0): string[] {
  if (depth > 12) return [];
  const inner = [node.body, node.items, node.columns, node.rows, node.cells].flatMap(nodes);
  const own =
    node.type === 'TextBlock'
      ? [plain(str(node, 'text') ?? '')]
      : node.type === 'FactSet'
        ? nodes(node.facts).map((fact) => `${str(fact, 'title') ?? ''} ${plain(str(fact, 'value') ?? '')}`)
        : String(node.type).startsWith('Input.')
          ? [`${str(node, 'label') ?? ''} ${str(node, 'value') ?? ''}`]
          : [];
  return [...own, ...inner.flatMap((one) => cardLines(one, depth + 1))].filter((line) => line.trim());
}

/** A person's answer to a card: its values. */
const answers = (value: unknown): string[] =>
  Object.entries((value ?? {}) as object)
    .filter(([name, one]) => name !== 'fapiao' && typeof one === 'string' && one)
    .map(([, one]) => String(one));

export function transcript(entries: readonly Entry[], { t, locale }: { t: T; locale: string }): string {
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const blocks = entries.map(({ at, side, activity, text }) => {
    if (side === 'note') return text ?? plain(activity?.text ?? '');
    const typed = activity?.textFormat === 'plain';
    const who = side === 'user' ? t('you') : typed && activity.from?.name ? `${activity.from.name}:` : t('assistant');
    const cards = attachmentsOf(activity).flatMap((one) => {
      const card = cardOf(one);
      return card ? cardLines(card) : [one.name ?? one.contentUrl ?? ''];
    });
    const said = activity?.text
      ? [side === 'bot' && !typed ? plain(activity.text) : activity.text]
      : answers(activity?.value);
    return [`${when.format(at)}\n${who}`, ...said, ...cards].join('\n');
  });
  return `${t('title')}\n\n${blocks.join('\n\n')}\n`;
}

/** Saves a text under a name. Windows' editor wants the mark to know that it is UTF-8. */
export function save(text: string, name: string): void {
  const url = URL.createObjectURL(
    new Blob(['\ufeff', text.replace(/\n/g, '\r\n')], { type: 'text/plain;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
