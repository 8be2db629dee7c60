// Forms: labels, hints, mistakes tied to their inputs, and nothing secret sent back.
import type { Reason } from '../../domain/result';
import { hasText, type Locale, reasonValues, say, type Text } from '../../locales';
import { hidden, type Place, type Words } from './layout';
import { html, type Markup, type Part } from './html';

export interface Input {
  name: string;
  label: Text;
  type: 'email' | 'password';
  autocomplete: 'username' | 'current-password' | 'new-password' | 'email';
  hint?: Text;
  /** Never for passwords: they are not echoed. */
  value?: string;
  /** First thing to type on the page. */
  autofocus?: boolean;
}

/** What is wrong with the input of that name; '' = with the form as a whole. */
export interface Mistake {
  slot: string;
  text: Text;
}

/** Why a service refused, in words; a reason that has none says that nothing was changed. */
export function reasonText(place: Place, locale: Locale, { code, params }: Reason): Text {
  const key = `errors:${code}`;
  if (!hasText(locale, key)) return say('pages:problem.general', { phone: place.business.phone });
  const count = typeof params?.count === 'number' ? params.count : undefined;
  return say(key, { phone: place.business.phone, ...reasonValues(params) }, count);
}

/** An input with its label, hint and mistake. ASVS 5.0 6.2.7: pasting and password managers are allowed. */
export function inputField(t: Words, input: Input, mistakes: readonly Mistake[] = []): Markup {
  const { name, type } = input;
  const mistake = mistakes.find(({ slot }) => slot === name);
  const described = [mistake && `${name}-error`, input.hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${name}">${t(input.label)}</label>
${input.hint && html`<p class="hint" id="${name}-hint">${t(input.hint)}</p>`}
${mistake && html`<p class="error" id="${name}-error">${t(mistake.text)}</p>`}
<div class="entry"><input id="${name}" name="${name}" type="${type}" autocomplete="${input.autocomplete}" required maxlength="${type === 'password' ? 256 : 254}" spellcheck="false" autocapitalize="none"
${input.value !== undefined && html` value="${input.value}"`}${described && html` aria-describedby="${described}"`}${mistake && html` aria-invalid="true"`}${input.autofocus && html` autofocus`}${type === 'password' && html` data-show="${t(say('pages:door.show'))}" data-hide="${t(say('pages:door.hide'))}"`}></div>
</div>`;
}

/** All mistakes at the top, each leading to its input; read first, also where no script moves the focus. */
export function summary(t: Words, mistakes: readonly Mistake[]): Part {
  if (mistakes.length === 0) return undefined;
  return html`<div class="summary" role="alert" aria-labelledby="summary-title" tabindex="-1" autofocus>
<h2 id="summary-title">${t(say('pages:errorSummary'))}</h2>
<ul>${mistakes.map(({ slot, text }) => html`<li>${slot ? html`<a href="#${slot}">${t(text)}</a>` : t(text)}</li>`)}</ul>
</div>`;
}

/** A form that posts to a path of ours. `keep` travels along: the token, the language. */
export function form(
  t: Words,
  {
    action,
    keep,
    mistakes = [],
    fields,
    submit,
    danger,
    quiet,
  }: {
    action: string;
    keep: Record<string, string | undefined>;
    mistakes?: readonly Mistake[];
    fields?: Part;
    submit: Text;
    danger?: boolean;
    /** Beside a form that is meant more often. */
    quiet?: boolean;
  },
): Markup {
  const kept = Object.entries(keep).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // novalidate: the browser's own words would come in the browser's language, not in the page's.
  return html`${summary(t, mistakes)}
<form method="post" action="${action}" novalidate>
${kept.map(([name, value]) => hidden(name, value))}
${fields}
<button class="${quiet ? 'link' : danger ? 'primary danger' : 'primary'}" type="submit">${t(submit)}</button>
</form>`;
}
