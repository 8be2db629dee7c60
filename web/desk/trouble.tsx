// What went wrong where something should stand, in the server's words or our own.
import { Refused } from './api';
import { useWords } from './words';

export function Trouble({ error }: { error: Error | null }) {
  const t = useWords();
  if (!error) return null;
  return (
    <p role="alert" className="trouble">
      {error instanceof Refused ? error.message : t('trouble.unreachable')}
    </p>
  );
}
