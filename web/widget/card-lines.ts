// The lines of a checkout: an edit opens in the place of its line, one at a time per line, and closes without a trace.
import type { CardInput } from './card-inputs';
import type { CardDraft } from './keep';

/** Shows and hides parts by their ids. What opens gets the focus; an edit that closes forgets what was typed into it. */
export function toggleParts(
  body: HTMLElement,
  inputs: readonly CardInput[],
  ids: readonly string[],
  button: HTMLElement,
): void {
  const targets = ids.flatMap((id) => body.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? []);
  for (const target of targets) target.hidden = !target.hidden;
  if (targets.length === 1) button.setAttribute('aria-expanded', String(!targets[0]?.hidden));
  for (const target of targets) {
    const own = inputs.filter(({ element }) => target.contains(element));
    if (target.hidden) {
      if (target.matches('.look-edit')) for (const input of own) input.set(input.start);
    } else if (own.length) own[0]?.focus();
    else if (!target.contains(button)) target.querySelector<HTMLElement>('.pencil')?.focus();
  }
}

/** What was typed and not sent. */
export const typedIn = (inputs: readonly CardInput[]): CardDraft =>
  Object.fromEntries(
    inputs
      .filter((input) => input.value() !== input.start)
      .map((input) => [input.id, { value: input.value(), start: input.start }]),
  );

/** Puts it back where the card came with the same, and opens the lines that it stands in. */
export function restoreInto(body: HTMLElement, inputs: readonly CardInput[], draft: CardDraft): void {
  for (const input of inputs) {
    const typed = Object.hasOwn(draft, input.id) ? draft[input.id] : undefined;
    const value = typed?.start === input.start ? typed.value : input.start;
    if (value === input.value()) continue;
    input.set(value);
    const edit = input.element.closest<HTMLElement>('[hidden]');
    if (!edit || value === input.start) continue;
    edit.hidden = false;
    const line = body.querySelector<HTMLElement>(
      `[data-id="${CSS.escape(edit.dataset.id?.replace('edit', 'line') ?? '')}"]`,
    );
    if (line) line.hidden = true;
  }
}

/** Whether the inputs inside a part are as they came. */
export const isUnchanged = (part: Element, inputs: readonly CardInput[]): boolean =>
  inputs.every((input) => !part.contains(input.element) || input.value() === input.start);

/** A finished card shows its lines, no edits. */
export function showLines(body: HTMLElement): void {
  for (const edit of body.querySelectorAll<HTMLElement>('.look-edit')) edit.hidden = true;
  for (const line of body.querySelectorAll<HTMLElement>('.look-line, .look-total')) line.hidden = false;
}
