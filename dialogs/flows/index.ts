// All flows by name.
import { apply } from './apply';
import { askHolder } from './ask-holder';
import { cancel } from './cancel';
import type { Flow } from './flow';
import { forgot } from './forgot';
import { person } from './person';
import { register } from './register';
import { resend } from './resend';
import type { FlowName } from '../state';

export const FLOWS: Record<FlowName, Flow> = { register, resend, askHolder, forgot, apply, cancel, person };

export const flowOf = (name: FlowName): Flow => FLOWS[name];
export const ALL_FLOWS: readonly Flow[] = Object.values(FLOWS);
