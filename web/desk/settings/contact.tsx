// Phone and branch, as customers read them.
import { Field, Input } from '@fluentui/react-components';
import { useWords } from '../words';
import type { SectionProps } from './section';

const BRANCH = [
  ['addressZh', 'branchAddressZh'],
  ['addressEn', 'branchAddressEn'],
  ['phone', 'branchPhone'],
  ['contact', 'branchContact'],
] as const;

export function Contact({ settings: { phone, branch }, set, refused }: SectionProps) {
  const t = useWords();
  return (
    <div className="settings-fields">
      <Field label={t('settings.phone')} {...refused('phone')}>
        <Input autoComplete="off" maxLength={200} value={phone} onChange={(_, { value }) => set({ phone: value })} />
      </Field>
      {BRANCH.map(([name, label]) => (
        <Field key={name} label={t(`settings.${label}`)} {...refused(`branch.${name}`)}>
          <Input
            autoComplete="off"
            maxLength={400}
            value={branch[name]}
            onChange={(_, { value }) => set({ branch: { ...branch, [name]: value } })}
          />
        </Field>
      ))}
    </div>
  );
}
