// Working days: how many until issue, and for each year the days off and the make-up work days.
import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Settings } from '../../../domain/settings';
import { useWords } from '../words';
import { daysIn, linesOf } from './days';
import type { SectionProps } from './section';

type Year = Settings['calendar'][string];
const NO_DAYS: Year = { off: [], work: [] };

export function Calendar(props: SectionProps) {
  const t = useWords();
  const { settings, data, set, refused } = props;
  const { calendar, workingDays } = settings;
  const years = [...new Set([...Object.keys(data.published), ...data.missingYears, ...Object.keys(calendar)])].sort();
  const [chosen, choose] = useState<string>();
  const faulty = years.find((year) => refused(`calendar.${year}`).validationMessage);
  const year = chosen ?? faulty ?? data.missingYears[0] ?? years.at(-1) ?? '';
  return (
    <>
      <Field
        className="few"
        label={t('settings.workingDays')}
        hint={t('settings.workingDaysHint')}
        {...refused('workingDays')}
      >
        <Input
          type="number"
          min={1}
          max={30}
          value={Number.isFinite(workingDays) ? String(workingDays) : ''}
          onChange={(_, { value }) => set({ workingDays: value === '' ? 0 : Number(value) })}
        />
      </Field>
      <div className="years" role="group" aria-label={t('settings.year')}>
        {years.map((one) => (
          <button key={one} type="button" className="plain" aria-pressed={one === year} onClick={() => choose(one)}>
            {one} <span className="quiet">{t(`settings.years.${stateOf(one, props)}`)}</span>
          </button>
        ))}
      </div>
      <YearForm key={year} year={year} {...props} />
    </>
  );
}

const stateOf = (year: string, { settings, data }: SectionProps): string =>
  settings.calendar[year] ? 'set' : data.published[year] ? 'published' : 'none';

function YearForm({ year, settings, data, set, refused }: SectionProps & { year: string }) {
  const t = useWords();
  const published = data.published[year];
  const shown = settings.calendar[year] ?? published ?? NO_DAYS;
  const change = (days: Year | undefined) => {
    const { [year]: _, ...rest } = settings.calendar;
    set({ calendar: days ? { ...rest, [year]: days } : rest });
  };
  const refusal = refused(`calendar.${year}`);
  return (
    <div className="year">
      <p className="quiet">{t(published ? 'settings.publishedNote' : 'settings.unknownNote')}</p>
      <div className="year-days">
        <Days
          year={year}
          label={t('settings.off')}
          days={shown.off}
          set={(off) => change({ ...shown, off })}
          refusal={refusal}
        />
        <Days year={year} label={t('settings.work')} days={shown.work} set={(work) => change({ ...shown, work })} />
      </div>
      {settings.calendar[year] && (
        <Button size="small" onClick={() => change(undefined)}>
          {t('settings.clearYear')}
        </Button>
      )}
    </div>
  );
}

interface DaysProps {
  year: string;
  label: string;
  days: readonly string[];
  set: (days: string[]) => void;
  refusal?: ReturnType<SectionProps['refused']>;
}

/** What is being typed stays as it is typed; days that come from elsewhere replace it. */
function Days({ year, label, days, set, refusal }: DaysProps) {
  const t = useWords();
  const [typed, setTyped] = useState<string>();
  const same = typed !== undefined && daysIn(typed).join() === days.join();
  return (
    <Field label={label} hint={t('settings.daysHint', { year })} {...refusal}>
      <Textarea
        rows={10}
        value={same ? typed : linesOf(days)}
        onChange={(_, { value }) => {
          setTyped(value);
          set(daysIn(value));
        }}
      />
    </Field>
  );
}
