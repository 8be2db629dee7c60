// The operations of the issuing API: one table, from which the routes and the OpenAPI document are made.
import { ACT_SHAPES, type IssuingAct } from '../../services/issuing/shapes';

export const BASE = '/api/issuing';
export const DOCUMENT = `${BASE}/openapi.json`;
export const APPLICATIONS = `${BASE}/applications`;
export const APPLICATION = `${APPLICATIONS}/:number`;
export const FILES = `${APPLICATION}/files`;
export const actPath = (act: IssuingAct): string => `${APPLICATION}/${act}`;

/** What each act is for, in a line. */
export const SUMMARIES: Record<IssuingAct, string> = {
  start: 'Takes the application in work; the desk shows that the service has it',
  issue: 'Gives the numbers of its fapiao; begins the work where nobody did',
  mail: 'Paper by courier: it is on its way, with its waybill',
  ready: 'Paper for pickup: it lies ready',
  deliver: 'Digital: hands it over, with the files as attachments of the mail. Paper: it has arrived',
  delay: 'It takes longer: the customer is told the new day',
  reject: 'It can not be issued: the customer is told why and may apply again',
  correct: 'Corrects numbers, waybill or day that were told',
  release: 'Gives it back: the desk goes on with it',
};

export const ACTS = Object.keys(ACT_SHAPES) as IssuingAct[];
