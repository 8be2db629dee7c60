// Who works at the desk and what they may do there: roles, actions, and the one question that every route asks.

export const ROLES = ['clerk', 'agent', 'supervisor', 'administrator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** What a route of the desk does. */
export const ACTIONS = [
  'applications.see',
  'applications.act',
  /** Take over what a colleague has claimed. */
  'applications.takeOver',
  'conversations.read',
  'conversations.act',
  'conversations.takeOver',
  'requests.see',
  'requests.act',
  /** Look at what is masked: a bank account, a person's tax id. Each look is audited. */
  'reveal',
  'export.pile',
  'export.all',
  /** Orders from a file. */
  'import',
  'canned',
  'settings',
  'staff',
  'audit',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What changes who may do what, or how the product works: its writes need a code that is not older than ten minutes. */
export const STRONG: ReadonlySet<Action> = new Set<Action>(['settings', 'staff']);

const SEE: readonly Action[] = ['applications.see', 'requests.see'];
const CLERK: readonly Action[] = [...SEE, 'applications.act', 'requests.act', 'reveal', 'export.pile'];
const AGENT: readonly Action[] = [
  ...SEE,
  'requests.act',
  'reveal',
  'conversations.read',
  'conversations.act',
  'canned',
];

const MAY: Record<Role, readonly Action[]> = {
  clerk: CLERK,
  agent: AGENT,
  supervisor: [...CLERK, ...AGENT, 'applications.takeOver', 'conversations.takeOver', 'export.all', 'import'],
  administrator: [...CLERK, 'applications.takeOver', 'export.all', 'import', 'canned', 'settings', 'staff', 'audit'],
  auditor: [...SEE, 'conversations.read', 'audit'],
};

/** ASVS 5.0 8.1.1: the table decides; what no role has, nobody may. */
export const may = (roles: readonly Role[], action: Action): boolean =>
  roles.some((role) => MAY[role].includes(action));

export const actionsOf = (roles: readonly Role[]): Action[] => ACTIONS.filter((action) => may(roles, action));

export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);
