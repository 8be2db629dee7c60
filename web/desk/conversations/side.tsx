// What is known of the customer, so that nobody asks twice: the form that they were filling in, the account, the applications, what is held back.
import type { ReactNode } from 'react';
import type { ConversationDetail, CustomerApplication, FormProgress, FormSlot } from '../../../domain/handoff-view';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { clock, yuan } from '../format';
import { addressOf, go } from '../route';
import { useWords } from '../words';

export function Side({ detail: { row, form, customer, held, notes } }: { detail: ConversationDetail }) {
  const t = useWords();
  return (
    <aside className="side" aria-label={t('conversations.side')}>
      {row.text && (
        <Part title={t('conversations.asked')}>
          <p lang={row.locale}>{row.text}</p>
        </Part>
      )}
      {form && <Progress form={form} />}
      <Part title={t('conversations.account')}>
        {customer ? (
          <dl className="slots">
            <Slot label={t('conversations.login')}>{customer.email}</Slot>
            <Slot label={t('conversations.orders')}>
              <span className="num">{customer.orders.join(', ')}</span>
            </Slot>
          </dl>
        ) : (
          <p className="soft">{t('conversations.notSignedIn')}</p>
        )}
      </Part>
      {customer && (
        <Part title={t('rail.applications')} count={customer.applications.length}>
          {customer.applications.length ? (
            <ul>
              {customer.applications.map((one) => (
                <Application key={one.number} application={one} />
              ))}
            </ul>
          ) : (
            <p className="soft">{t('conversations.noApplications')}</p>
          )}
        </Part>
      )}
      {held.length > 0 && (
        <Part title={t('conversations.held')} count={held.length}>
          <ul>
            {held.map(({ at, text, own }) => (
              <li key={`${at}${text}`}>
                <span className="soft num">{clock(at)}</span> {own ?? text}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {notes.length > 0 && (
        <Part title={t('records.notes')} count={notes.length}>
          <ul>
            {notes.map(({ id, at, by, text }) => (
              <li key={id}>
                <b>{by}</b> <span className="soft num">{clock(at)}</span> {text}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </aside>
  );
}

function Part({ title, count, children }: { title: string; count?: number | string; children: ReactNode }) {
  return (
    <section>
      <h2>
        {title} {count !== undefined && <i className="num">{count}</i>}
      </h2>
      {children}
    </section>
  );
}

const Slot = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="slot">
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

function Progress({ form: { title, slots, asked } }: { form: FormProgress }) {
  const t = useWords();
  const given = slots.filter(({ value }) => value !== undefined).length;
  return (
    <Part title={t('conversations.form', { title })} count={`${given} / ${slots.length}`}>
      <dl className="slots">
        {slots.map((slot) => (
          <Slot key={slot.slot} label={slot.label}>
            <Value slot={slot} asked={asked.includes(slot.slot)} />
          </Slot>
        ))}
      </dl>
      {asked.length === 0 && <p className="soft">{t('conversations.atSummary')}</p>}
    </Part>
  );
}

function Value({ slot: { value, doubt }, asked }: { slot: FormSlot; asked: boolean }) {
  const t = useWords();
  return (
    <>
      {value !== undefined && (
        <>
          {value} <CheckmarkRegular aria-hidden className="checked" />
        </>
      )}
      {doubt !== undefined && <span className="doubted"> {t('conversations.doubt', { value: doubt })}</span>}
      {value === undefined && doubt === undefined && (
        <span className={asked ? 'doubted' : 'soft'}>
          {t(asked ? 'conversations.askedLast' : 'conversations.open')}
        </span>
      )}
    </>
  );
}

function Application({ application: { number, state, title, amount } }: { application: CustomerApplication }) {
  const t = useWords();
  const to = { room: 'applications', view: 'all', open: number, filter: new URLSearchParams() } as const;
  return (
    <li className="app-line">
      <a
        href={addressOf(to)}
        className="num"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          go(to);
        }}
      >
        {number}
      </a>
      <span title={title}>
        {t(`states.${state}`)} · {title}
      </span>
      <span className="num end">{yuan(amount)}</span>
    </li>
  );
}
