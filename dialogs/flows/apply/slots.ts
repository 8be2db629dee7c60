// Every field's slot: a row without one does not compile.
import type { FieldName } from '../../../domain/application-fields';
import type { Slot } from '../flow';
import { billsSlot } from './bills';
import { buyerSlots } from './buyer';
import { deliverySlots } from './delivery';
import { extraSlots } from './extras';

export const SLOTS: Readonly<Record<FieldName, Slot>> = {
  bills: billsSlot,
  ...extraSlots,
  ...buyerSlots,
  ...deliverySlots,
};
