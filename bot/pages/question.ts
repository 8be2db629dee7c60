// What the pages of an order's contact share: about whom and which order they decide.
import { say } from '../../locales';
import type { Question } from '../../services/account/not-us';
import { html, type Markup } from './html';
import type { Words } from './layout';

/** The order and the other address, as a list of names and values. */
export const aboutQuestion = (t: Words, { order, email }: Question): Markup =>
  html`<dl class="about"><dt>${t(say('pages:agree.order'))}</dt><dd>${order}</dd>${email && html`<dt>${t(say('pages:agree.email'))}</dt><dd>${email}</dd>`}</dl>`;
