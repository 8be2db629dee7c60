// The actions that must know something before they are done.
import type { DeskAct } from '../../../domain/desk-view';

const FORM_ACTS = ['mail', 'delay', 'reject', 'cancel', 'note', 'correct', 'resend'] as const;
export type FormAct = (typeof FORM_ACTS)[number];
export const isFormAct = (act: DeskAct): act is FormAct => FORM_ACTS.some((one) => one === act);
