// Says that somebody waits, to who looks elsewhere: in the title of the tab, and with a sound that can be switched off.
import { AlertOffRegular } from '@fluentui/react-icons/svg/alert-off';
import { AlertRegular } from '@fluentui/react-icons/svg/alert';
import { useEffect, useRef } from 'react';
import { shared } from '../shared';
import { useMe } from '../session';
import { useWords } from '../words';
import { useConversations } from './shown';
import { isFreeFor } from './views';

const KEPT = 'desk.sound';
const sound = shared(localStorage.getItem(KEPT) !== 'off');

function switchSound(): void {
  const next = !sound.get();
  localStorage.setItem(KEPT, next ? 'on' : 'off');
  sound.set(next);
  if (next) ring();
}

/** Two short tones. A page that nobody has touched yet may make none: the title says it all the same. */
function ring(): void {
  const audio = new AudioContext();
  const gain = audio.createGain();
  gain.gain.value = 0.06;
  gain.connect(audio.destination);
  for (const [at, hertz] of [
    [0, 660],
    [0.14, 880],
  ] as const) {
    const tone = audio.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(gain);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.12);
  }
  setTimeout(() => void audio.close(), 600);
}

/** Ids of who waits for this person: in the queue, or for an answer. */
function useWaiting(wanted: boolean): readonly string[] {
  const { lists } = useConversations(wanted);
  const me = useMe().id;
  return [
    ...lists.waiting.filter((row) => isFreeFor(row, me, Date.now())).map(({ id, since }) => `${id} ${since}`),
    ...lists.mine.flatMap(({ id, unanswered }) => (unanswered ? [`${id} ${unanswered}`] : [])),
  ];
}

/** For as long as somebody is signed in, whichever room is open; answers how many wait. `wanted`: they talk with customers. */
export function useAlerts(wanted: boolean): number {
  const t = useWords();
  const waiting = useWaiting(wanted);
  const known = useRef<ReadonlySet<string>>(undefined);
  const count = waiting.length;
  useEffect(() => {
    document.title = count ? `(${count}) ${t('title')}` : t('title');
  }, [count, t]);
  const key = waiting.join('\n');
  useEffect(() => {
    const before = known.current;
    known.current = new Set(waiting);
    if (before && sound.get() && waiting.some((one) => !before.has(one))) ring();
  }, [key]);
  return count;
}

export function AlertSwitch() {
  const t = useWords();
  const on = sound.use();
  return (
    <button
      type="button"
      className="plain bell"
      aria-pressed={on}
      aria-label={t('conversations.sound')}
      title={t('conversations.sound')}
      onClick={switchSound}
    >
      {on ? <AlertRegular aria-hidden /> : <AlertOffRegular aria-hidden />}
    </button>
  );
}
