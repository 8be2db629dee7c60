// The clerks' room: piles, filters, the list, and the application that is open beside it.
import { seen, useArrived } from '../live';
import { usePlace } from '../route';
import { Detail } from './detail';
import { Filters } from './filters';
import { List } from './list';
import { useShown } from './shown';
import { Tabs } from './tabs';

export function Applications() {
  const place = usePlace();
  const arrived = useArrived(place.view);
  const { page, again, ...list } = useShown(place);
  return (
    <>
      <Tabs counts={page?.counts} />
      <Filters
        cities={page?.cities ?? []}
        arrived={arrived}
        show={() => {
          seen(place.view);
          again();
        }}
      />
      <div className="split">
        <List {...list} />
        <Detail key={place.open} number={place.open} rows={list.rows} />
      </div>
    </>
  );
}
