// The top bar: where one is, finding, what can be taken back, and who one is.
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { KeyboardRegular } from '@fluentui/react-icons/svg/keyboard';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionAnswer } from '../../../domain/staff-view';
import { call } from '../api';
import { DeskOpenLine } from '../conversations/desk-open';
import { Avatar } from '../avatar';
import { listed } from '../format';
import { go, usePlace } from '../route';
import { useMe, useStepped } from '../session';
import { switchTheme, useTheme } from '../theme';
import { useWords } from '../words';
import { Key } from './key';
import { Language } from './language';
import { LastDone } from './last-done';

export function Top({ showKeys }: { showKeys: () => void }) {
  const t = useWords();
  const { room } = usePlace();
  return (
    <header className="top">
      <h1>{t(`rail.${room}`)}</h1>
      <Find />
      <span className="grow" />
      <LastDone />
      {room === 'conversations' && <DeskOpenLine />}
      <Button
        size="small"
        appearance="subtle"
        icon={<KeyboardRegular />}
        aria-label={t('keys.title')}
        onClick={showKeys}
      >
        <Key name="?" />
      </Button>
      <Language />
      <Who />
    </header>
  );
}

function Find() {
  const t = useWords();
  const { view, filter } = usePlace();
  const [text, setText] = useState(view === 'found' ? (filter.get('q') ?? '') : '');
  return (
    <form
      className="find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const q = text.trim();
        if (q) go({ room: 'applications', view: 'found', open: undefined, filter: new URLSearchParams({ q }) });
      }}
    >
      <SearchRegular aria-hidden />
      <input
        id="find"
        type="search"
        autoComplete="off"
        maxLength={200}
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key, currentTarget, nativeEvent }) =>
          // While Chinese is composed, Escape takes back what is composed.
          key === 'Escape' && !nativeEvent.isComposing && currentTarget.blur()
        }
      />
      <Key name="/" />
    </form>
  );
}

function Who() {
  const t = useWords();
  const me = useMe();
  const stepped = useStepped();
  const { dark } = useTheme();
  const out = useMutation({ mutationFn: () => call<SessionAnswer>('session/out', { body: {} }), onSuccess: stepped });
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <button type="button" className="plain who">
          <Avatar name={me.name} mine /> {me.name}
        </button>
      </MenuTrigger>
      <MenuPopover>
        <p className="menu-head">
          {me.email}
          <br />
          {listed(me.roles.map((role) => t(`roles.${role}`)))}
        </p>
        <MenuList>
          <MenuItem onClick={switchTheme}>{t(dark ? 'theme.light' : 'theme.dark')}</MenuItem>
          <MenuItem onClick={() => out.mutate()}>{t('signOut')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
