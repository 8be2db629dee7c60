// When the phone is answered: up to three times a day.
import { Button, Field, Input } from '@fluentui/react-components';
import type { Span } from '../../../domain/settings';
import { useWords } from '../words';
import type { SectionProps } from './section';

export function Hours({ settings: { hours }, set, refused }: SectionProps) {
  const t = useWords();
  const change = (at: number, more: Partial<Span>) =>
    set({ hours: hours.map((span, i) => (i === at ? { ...span, ...more } : span)) });
  const { validationMessage } = refused('hours');
  return (
    <>
      {hours.map((span, at) => (
        // Rows are told apart by their place only.
        <fieldset key={at} className="span">
          <legend className="quiet">{t('settings.span', { n: at + 1 })}</legend>
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={t(`settings.${end}`)} validationState={validationMessage ? 'error' : 'none'}>
              <Input
                inputMode="numeric"
                autoComplete="off"
                placeholder="09:00"
                maxLength={5}
                className="clock"
                value={span[end]}
                onChange={(_, { value }) => change(at, { [end]: value })}
              />
            </Field>
          ))}
          <Button
            appearance="subtle"
            aria-label={`${t('settings.remove')}: ${t('settings.span', { n: at + 1 })}`}
            onClick={() => set({ hours: hours.filter((_, i) => i !== at) })}
          >
            {t('settings.remove')}
          </Button>
        </fieldset>
      ))}
      {validationMessage && (
        <p role="alert" className="form-error">
          {validationMessage}
        </p>
      )}
      <p>
        <Button size="small" onClick={() => set({ hours: [...hours, { from: '', to: '' }] })}>
          {t('settings.addSpan')}
        </Button>
      </p>
    </>
  );
}
