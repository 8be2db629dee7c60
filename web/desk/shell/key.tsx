// The key that does the same, beside what it does; gone where single keys are switched off.
import { useKeysAreOn } from '../keys';

export const Key = ({ name }: { name: string }) => (useKeysAreOn() ? <kbd aria-hidden>{name}</kbd> : null);
