// What went wrong where something should stand, in the server's words or our own.
import { Refused } from './api';
import { useWords, type Words } from './words';

/** A refusal's sentence; else that nobody could be reached. */
export const messageOf = (error: Error, t: Words): string =>
  error instanceof Refused ? error.message : t('trouble.unreachable');

export function Trouble({ error }: { error: Error | null }) {
  const t = useWords();
  if (!error) return null;
  return (
    <p role="alert" className="trouble">
      {messageOf(error, t)}
    </p>
  );
}
