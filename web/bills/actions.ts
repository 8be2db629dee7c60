// What is done with bills: their fapiaos are asked for in the chat, their files are shown and saved; and what came of it is told.
import type { BillItem } from '../../domain/bill-view';
import { el } from '../widget/dom';
import { type Answer, type Api, receiptPath, statementPath } from './api';
import type { ChatHost } from './chat';
import { save, view } from './files';
import { canApply } from './state';
import type { Words } from './words';

export interface ActionOptions {
  api: Api;
  words: Words;
  chat: ChatHost;
  chatUrl: string;
  maxBills: number;
  /** Where results are told: in the dialog while that covers the page. */
  place(): HTMLElement;
  /** Uncovers the page: the chat lies outside of the dialog, which lets nothing else be touched. */
  uncover(): void;
  signedOut(): void;
}

export function createActions({ api, words, chat, chatUrl, maxBills, place, uncover, signedOut }: ActionOptions) {
  const { t, n } = words;

  const tell = (text: string, more?: Node, where = place()): void =>
    where.replaceChildren(text, ...(more ? [' ', more] : []));

  /** A reason why so many bills are not worked on, told; false where there is none. */
  function refused(count: number): boolean {
    if (count > 0 && count <= maxBills) return false;
    tell(count ? t('tooMany', { max: maxBills }) : t('chooseFirst'));
    return true;
  }

  async function run(work: () => Promise<Answer<unknown>['kind']>): Promise<void> {
    // Where it began, also when the dialog was opened or closed meanwhile.
    const where = place();
    tell(t('making'), undefined, where);
    const kind = await work();
    if (kind === 'signedOut') signedOut();
    else tell(t(kind === 'ok' ? 'ready' : 'fileFailed'), undefined, where);
  }

  return {
    tell,
    view: (number: string) => void run(() => view(api, statementPath(number))),
    download: (number: string) => void run(() => save(api, statementPath(number))),
    receipt: (application: string) => void run(() => save(api, receiptPath(application))),
    zip(numbers: readonly string[]) {
      if (!refused(numbers.length)) void run(() => save(api, '/api/files.zip', { bills: numbers }));
    },
    /** Bills that have their fapiao, or are not paid, stay behind; that is told. */
    getFapiaos(bills: readonly BillItem[]) {
      const can = bills.filter(canApply);
      if (bills.length && !can.length) return tell(t('noneOpen'));
      if (refused(can.length)) return;
      uncover();
      const left = bills.length - can.length;
      tell(left ? n('leftOut', left) : '');
      const numbers = can.map(({ number }) => number);
      chat.open(numbers, () => tell(t('chatFailed'), el('a', { href: chatUrl }, t('chatPage'))));
    },
  };
}
