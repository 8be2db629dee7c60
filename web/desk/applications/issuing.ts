// The numbers that a clerk types before issuing: kept by application until they are sent, whatever happens in between.
import { useState } from 'react';
import type { DeskApplication } from '../../../domain/desk-view';
import { useMe } from '../session';
import { looksSwapped, useAct } from './acting';

/** By person: who comes after them at this browser finds nothing typed. */
const keyOf = (staff: string, number: string): string => `desk.numbers.${staff}.${number}`;

function keptOf(key: string, needed: number): string[] {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[];
  return Array.from({ length: needed }, (_, at) => kept[at] ?? '');
}

const digitsOf = (text: string): number => text.replace(/\D/g, '').length;

export interface Issuing {
  texts: readonly string[];
  change: (at: number, text: string) => void;
  /** How far a text is: `16/20`, or that it is whole. */
  far: (text: string) => { whole: boolean; count: string };
  missing: number;
  issue: () => void;
  /** The number looks swapped; said by whoever compared it. */
  sure: (() => void) | undefined;
  pending: boolean;
  error: Error | null;
}

/** Undefined where there is nothing to issue. */
export function useIssuing(application: DeskApplication): Issuing | undefined {
  const { number, needed, kind, can, fapiaos } = application;
  const digital = kind.startsWith('digital');
  const key = keyOf(useMe().id, number);
  const [texts, setTexts] = useState(() => keptOf(key, needed));
  const send = useAct(application, () => sessionStorage.removeItem(key));
  if (!can.includes('issue') || fapiaos.length) return undefined;
  // 20 digits; older paper ones: a code of 10 or 12 and a number of 8.
  const lengths = digital ? [20] : [18, 20];
  const isWhole = (text: string) => lengths.includes(digitsOf(text));
  const given = texts.map((text) => ({ number: text }));
  const missing = texts.filter((text) => !isWhole(text)).length;
  return {
    texts,
    change(at, text) {
      const next = texts.map((one, n) => (n === at ? text : one));
      sessionStorage.setItem(key, JSON.stringify(next));
      setTexts(next);
    },
    far: (text) => ({ whole: isWhole(text), count: `${digitsOf(text)}/${lengths[0]}` }),
    missing,
    issue() {
      const fields = [...document.querySelectorAll<HTMLInputElement>('.fp input')];
      if (missing) fields[texts.findIndex((text) => !isWhole(text))]?.focus();
      else send.mutate({ act: 'issue', data: { fapiaos: given } });
    },
    sure: looksSwapped(send.error)
      ? () => send.mutate({ act: 'issue', data: { fapiaos: given, sure: true } })
      : undefined,
    pending: send.isPending,
    error: send.error,
  };
}
