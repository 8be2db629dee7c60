// The six digits of the authenticator.
import { Field, Input } from '@fluentui/react-components';
import { useWords } from '../words';
import { refusalOf } from './refusal';

interface CodeFieldProps {
  code: string;
  set: (code: string) => void;
  error: Error | null;
  hint?: string;
}

export function CodeField({ code, set, error, hint }: CodeFieldProps) {
  const t = useWords();
  return (
    <Field label={t('code.label')} {...(hint ? { hint } : {})} {...refusalOf(error, t)}>
      <Input
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        autoFocus
        // A recovery code is longer.
        maxLength={40}
        value={code}
        onChange={(_, { value }) => set(value)}
      />
    </Field>
  );
}
