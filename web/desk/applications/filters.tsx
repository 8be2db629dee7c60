// What narrows the list; each filter stands in the address.
import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToggleButton,
} from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import type { DeskFilter } from '../../../domain/desk-view';
import { useKeys } from '../keys';
import { go, pileIn, usePlace, type View } from '../route';
import { Key } from '../shell/key';
import { useWords } from '../words';
import { useNext } from './next';
import { Back } from './back';
import { ExportMenu, useExport } from './out';

const KINDS = ['digital-normal', 'digital-special', 'paper-normal', 'paper-special'];
const METHODS = ['sf', 'yunda', 'pickup'];

function useFilter(name: string): [string, (value: string) => void] {
  const { filter } = usePlace();
  return [
    filter.get(name) ?? '',
    (value) => {
      const next = new URLSearchParams(filter);
      if (value) next.set(name, value);
      else next.delete(name);
      go({ filter: next }, { replace: true });
    },
  ];
}

export function Filters({ cities, arrived, show }: { cities: readonly string[]; arrived: number; show: () => void }) {
  const t = useWords();
  const { view, filter } = usePlace();
  const next = useNext();
  useKeys({ n: next.take });
  const open = view !== 'found' && view !== 'done';
  const out = useExport();
  return (
    <div className="filters">
      {open && (
        <>
          <Choice name="kind" values={KINDS} word={(value) => t(`kinds.${value}`)} />
          <Choice name="method" values={METHODS} word={(value) => t(`methods.${value}`)} />
          {cities.length > 0 && <Choice name="city" values={cities} word={(value) => value} />}
          <Switch name="mine" />
          <Switch name="late" />
        </>
      )}
      <span className="grow" />
      {arrived > 0 && (
        <Button size="small" appearance="transparent" className="brand" onClick={show}>
          {t('list.arrived', { count: arrived })}
        </Button>
      )}
      {open && (
        <ExportMenu take={(format) => out.take({ format, filter: wantedOf(view, filter) })} pending={out.pending} />
      )}
      <Back />
      <Button size="small" onClick={next.take} disabledFocusable={next.pending}>
        {t('list.next')} <Key name="n" />
      </Button>
    </div>
  );
}

/** What the address narrows the list to, as the API takes it. */
function wantedOf(view: View, filter: URLSearchParams): DeskFilter {
  const { mine, late, ...rest } = Object.fromEntries(filter);
  const pile = pileIn(view);
  return { ...rest, ...(pile && { pile }), ...(mine && { mine: true }), ...(late && { late: true }) };
}

function Choice({ name, values, word }: { name: string; values: readonly string[]; word: (value: string) => string }) {
  const t = useWords();
  const [value, choose] = useFilter(name);
  return (
    <Menu
      checkedValues={{ [name]: [value] }}
      onCheckedValueChange={(_, { checkedItems }) => choose(checkedItems[0] ?? '')}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance={value ? 'primary' : 'outline'}
          icon={<ChevronDownRegular />}
          iconPosition="after"
        >
          {value ? word(value) : t(`filters.${name}`)}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name={name} value="">
            {t('filters.all')}
          </MenuItemRadio>
          {values.map((one) => (
            <MenuItemRadio key={one} name={name} value={one}>
              {word(one)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Switch({ name }: { name: string }) {
  const t = useWords();
  const [value, choose] = useFilter(name);
  return (
    <ToggleButton size="small" checked={value === '1'} onClick={() => choose(value ? '' : '1')}>
      {t(`filters.${name}`)}
    </ToggleButton>
  );
}
