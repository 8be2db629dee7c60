// What the bills page holds: its parts, what is listed, and what is selected.
import type { BillItem } from '../../domain/bill-view';
import type { createActions } from './actions';
import type { Api, BillList } from './api';
import type { ChatHost } from './chat';
import type { Commands } from './commands';
import type { PageConfig } from './config';
import type { Detail } from './detail';
import type { Filters } from './filters';
import type { Frame } from './frame';
import type { Panel } from './panels';
import type { SessionKeeper } from './session';
import type { Table } from './table';
import type { Top } from './top';
import type { Watch } from './watch';
import type { Words } from './words';

export interface PageState {
  config: PageConfig;
  words: Words;
  session: SessionKeeper;
  api: Api;
  chat: ChatHost;
  top: Top;
  filters: Filters;
  commands: Commands;
  panel: Panel;
  actions: ReturnType<typeof createActions>;
  table: Table;
  detail: Detail;
  frame: Frame;
  /** By number. */
  selected: Map<string, BillItem>;
  list: BillList | undefined;
  /** So many bills are asked for. */
  limit: number;
  live: Watch | undefined;
}
