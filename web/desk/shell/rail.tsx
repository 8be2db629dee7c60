// The rooms of the desk, those that somebody's roles open.
import { ArrowImportRegular } from '@fluentui/react-icons/svg/arrow-import';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons/svg/clipboard-task-list-ltr';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { PersonChatRegular } from '@fluentui/react-icons/svg/person-chat';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import type { ReactNode } from 'react';
import { addressOf, go, type Place, usePlace } from '../route';
import { useMay } from '../session';
import { useWords } from '../words';

interface Room {
  room: Place['room'];
  icon: ReactNode;
  foot?: boolean;
  /** How many wait there. */
  waiting?: number;
}

const ICON = { fontSize: 20, 'aria-hidden': true } as const;

export function Rail({ waiting }: { waiting: number }) {
  const t = useWords();
  const rooms: (Room | false)[] = [
    useMay('applications.see') && { room: 'applications', icon: <ClipboardTaskListLtrRegular {...ICON} /> },
    useMay('conversations.read') && { room: 'conversations', icon: <ChatRegular {...ICON} />, waiting },
    useMay('requests.see') && { room: 'requests', icon: <PersonChatRegular {...ICON} /> },
    useMay('import') && { room: 'import', icon: <ArrowImportRegular {...ICON} />, foot: true },
    useMay('settings') && { room: 'settings', icon: <SettingsRegular {...ICON} />, foot: true },
    useMay('staff') && { room: 'staff', icon: <PeopleTeamRegular {...ICON} />, foot: true },
    useMay('audit') && { room: 'audit', icon: <HistoryRegular {...ICON} />, foot: true },
  ];
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <div className="logo" aria-hidden>
        F
      </div>
      {rooms.map((one) => one && <RoomLink key={one.room} {...one} label={t(`rail.${one.room}`)} />)}
    </nav>
  );
}

function RoomLink({ room, icon, foot, waiting = 0, label }: Room & { label: string }) {
  const t = useWords();
  const here = usePlace();
  const to: Place = { room, view: room === 'applications' ? 'issueDigital' : 'all', filter: new URLSearchParams() };
  return (
    <a
      className={foot ? 'foot' : undefined}
      href={addressOf(to)}
      title={label}
      aria-current={here.room === room ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        go({ ...to, open: undefined });
      }}
    >
      {icon}
      <span>{label}</span>
      {waiting > 0 && (
        <>
          <em aria-hidden>{waiting}</em>
          <i className="unseen">{t('conversations.waitForYou', { count: waiting })}</i>
        </>
      )}
    </a>
  );
}
