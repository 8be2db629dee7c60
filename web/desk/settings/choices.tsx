// Sections that are lists to tick: couriers, notices (ticked is told), reasons.
import { Checkbox } from '@fluentui/react-components';
import type { Settings } from '../../../domain/settings';
import { useWords } from '../words';
import type { SectionProps } from './section';

type Listed = 'carriers' | 'silent' | 'reasons';

const WORDS: Record<Listed, string> = { carriers: 'settings.carrier', silent: 'events', reasons: 'reasons' };

export function Choices({ name, settings, data, set, refused }: SectionProps & { name: Listed }) {
  const t = useWords();
  const all: readonly string[] = data.choices[name];
  const listed: readonly string[] = settings[name];
  const { validationMessage } = refused(name);
  // What is silent is listed, and what is told is ticked.
  const inverted = name === 'silent';
  return (
    <fieldset className="ticks">
      <legend className="unseen">{t(`settings.sections.${name}`)}</legend>
      {all.map((one) => (
        <Checkbox
          key={one}
          label={t(`${WORDS[name]}.${one}`)}
          checked={listed.includes(one) !== inverted}
          onChange={(_, { checked }) => {
            const wanted = (checked === true) !== inverted;
            const next = all.filter((each) => (each === one ? wanted : listed.includes(each)));
            set({ [name]: next } as Partial<Settings>);
          }}
        />
      ))}
      {name === 'carriers' && <p className="quiet">{t('settings.pickupStays')}</p>}
      {validationMessage && (
        <p role="alert" className="form-error">
          {validationMessage}
        </p>
      )}
    </fieldset>
  );
}
