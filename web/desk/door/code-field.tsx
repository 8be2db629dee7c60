// The six digits of the authenticator.
import { Field, Input } from '@fluentui/react-components';
import { useWords } from '../words';
import { refusalOf } from './refusal';

interface CodeFieldProps {
  label?: string;
  code: string;
  set: (code: string) => void;
  error: Error | null;
  hint?: string;
  /** It is what is asked for. */
  autoFocus?: boolean;
}

export function CodeField({ label, code, set, error, hint, autoFocus }: CodeFieldProps) {
  const t = useWords();
  return (
    <Field label={label ?? t('code.label')} {...(hint ? { hint } : {})} {...refusalOf(error, t)}>
      <Input
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        autoFocus={autoFocus}
        // A recovery code is longer.
        maxLength={40}
        value={code}
        onChange={(_, { value }) => set(value)}
      />
    </Field>
  );
}
