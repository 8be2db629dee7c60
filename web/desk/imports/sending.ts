// Sends a file and hears line by line what comes of it.
import type { DeskRefusal } from '../../../domain/desk-view';
import type { ImportLine } from '../../../domain/import-view';
import { taken } from '../api';
import { spoken } from '../words';

export interface SendingFile {
  path: string;
  file: File;
  /** One for each import that somebody wants: sent again, it is done once. */
  command?: string;
  hear: (line: ImportLine) => void;
}

/** The answer ended before it said what it came to. */
export class BrokenOff extends Error {
  override name = 'BrokenOff';
  constructor(readonly refusal?: DeskRefusal) {
    super('the answer broke off');
  }
}

/** Resolves when all of it was heard. Throws Refused, BrokenOff, and what fetch throws. */
export async function sendFile({ path, file, command, hear }: SendingFile): Promise<void> {
  const headers: Record<string, string> = { 'Accept-Language': spoken(), 'Content-Type': 'application/octet-stream' };
  if (command) headers['Idempotency-Key'] = command;
  const init: RequestInit = { method: 'POST', credentials: 'same-origin', headers, body: file };
  const { body } = await taken(await fetch(`/desk/api/${path}`, init));
  let whole = false;
  for await (const line of linesOf(body)) {
    if ('error' in line) throw new BrokenOff(line.error);
    whole ||= 'done' in line;
    hear(line);
  }
  if (!whole) throw new BrokenOff();
}

async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<ImportLine> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    const lines = (rest + decoder.decode(piece.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) yield JSON.parse(line) as ImportLine;
  }
}
