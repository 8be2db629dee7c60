// Shows and saves files that need the token: fetched by the page, then given to the browser.
import type { Answer, Api } from './api';

/** A viewer reads it for a while after it was opened. */
const KEEP_MS = 60_000;

/** Saves a file under the server's name. Answers what happened. */
export async function save(api: Api, path: string, body?: unknown): Promise<Answer<unknown>['kind']> {
  const answer = await api.file(path, body);
  if (answer.kind === 'ok') offer(answer.value);
  return answer.kind;
}

/** Opens a PDF beside the page; where the browser opens no window it is saved. */
export async function view(api: Api, path: string): Promise<Answer<unknown>['kind']> {
  // At once, while the click counts: later it would be a popup.
  const tab = window.open('', '_blank');
  const answer = await api.file(path);
  if (answer.kind !== 'ok') {
    tab?.close();
    return answer.kind;
  }
  if (!tab || tab.closed) offer(answer.value);
  else tab.location.replace(addressOf(answer.value.blob));
  return 'ok';
}

function offer({ blob, name }: { blob: Blob; name: string }): void {
  const link = document.createElement('a');
  link.href = addressOf(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

function addressOf(blob: Blob): string {
  const url = URL.createObjectURL(blob);
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
  return url;
}
