// The desk's two languages, one click apart.
import { speak, spoken, useWords } from '../words';

export function Language() {
  const t = useWords();
  const other = spoken() === 'zh-CN' ? 'en-US' : 'zh-CN';
  return (
    <button type="button" className="plain" lang={other} onClick={() => void speak(other)}>
      {t('language.other')}
    </button>
  );
}
