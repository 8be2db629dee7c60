// A tick as light as a row needs it: a real checkbox in the desk's look.
import { useEffect, useRef } from 'react';

export function Check({ label, on, change }: { label: string; on: boolean | 'mixed'; change: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = on === 'mixed';
  }, [on]);
  return (
    <input
      ref={box}
      type="checkbox"
      className="check"
      aria-label={label}
      checked={on === true}
      onChange={change}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
