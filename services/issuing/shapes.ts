// What an issuing service is told and may say, as shapes: requests are checked against them, and the OpenAPI document is made of them.
import { z } from 'zod';
import { APPLICATION_STATES } from '../../domain/application';
import { REJECT_REASONS } from '../../domain/desk';
import { FILE_TYPES } from '../../domain/desk-view';
import { BUYER_KINDS, DELIVERY_METHODS, GROUPINGS, KINDS } from '../../domain/fapiao';
import { CARRIERS } from '../../domain/shipping';
import { ISSUING_EVENTS } from '../../storage/shapes-outbox';

const instant = z.string().describe('UTC, ISO 8601 with milliseconds');
const fen = z.number().int().describe('Amount in fen (CNY 0.01), tax included');
const number = z.string().describe('The number of the application, FP-YYMM-NNNN');

/** `digital`: 20 digits; older paper fapiao have a code beside their 8 digits. */
const fapiao = z.strictObject({
  number: z.string(),
  code: z.string().optional(),
  amount: fen,
  bills: z.array(z.string()).describe('The bills that it covers'),
  files: z.array(z.enum(FILE_TYPES)).describe('The files that are there'),
});

/** Where an application stands, without anything of a person. */
const standing = {
  number,
  revision: z.number().int().describe('Rises with every event of its course: what has a lower one is older'),
  state: z.enum(APPLICATION_STATES),
  heldBy: z.enum(['service', 'desk']).optional().describe('Who works on it; nobody where it is missing'),
};
export const standingShape = z
  .strictObject(standing)
  .meta({ id: 'Standing', description: 'Where an application stands, without anything of a person' });

/** All that is needed to issue and, on paper, to send. */
export const applicationShape = z
  .strictObject({
    ...standing,
    kind: z.enum(KINDS),
    grouping: z.enum(GROUPINGS).describe('each: a fapiao for each bill, in their order; together: one for all'),
    needed: z.number().int().describe('How many fapiao it needs'),
    buyer: z.strictObject({
      kind: z.enum(BUYER_KINDS),
      name: z.string().describe('The title, exactly as it must stand on the fapiao'),
      taxId: z.string().optional(),
      address: z.string().optional(),
      phone: z.string().optional(),
      bank: z.string().optional(),
      account: z.string().optional(),
    }),
    remark: z.string().optional(),
    taxIdChecked: z.boolean().describe('The check digit is wrong and the customer confirmed the tax id all the same'),
    withoutTaxId: z.boolean().describe('The customer confirmed that the fapiao has no tax id'),
    amount: fen,
    bills: z.array(z.strictObject({ bill: z.string(), period: z.string(), amount: fen })),
    submittedAt: instant,
    dueAt: instant,
    expectedAt: instant.optional().describe('Out of stock: the day that the customer was told'),
    delivery: z
      .strictObject({
        method: z.enum(DELIVERY_METHODS),
        recipient: z.string().optional(),
        mobile: z.string().optional(),
        address: z.string().optional(),
      })
      .describe('On paper: to whom. Digital ones are mailed by us, so no address is told'),
    fapiaos: z.array(fapiao),
    shipment: z.strictObject({ carrier: z.enum(CARRIERS), waybill: z.string() }).optional(),
  })
  .meta({ id: 'Application', description: 'All that is needed to issue' });

export type IssuingApplication = z.infer<typeof applicationShape>;
export type IssuingStanding = z.infer<typeof standingShape>;

/** What the service is sent. */
export const webhookShape = z
  .strictObject({
    type: z.enum(ISSUING_EVENTS),
    timestamp: instant.describe('When it happened; the data are as of the sending'),
    data: z.union([applicationShape, standingShape]),
  })
  .meta({ id: 'WebhookEvent', description: 'The whole application while it is to be issued, else where it stands' });

const LONG = 500;
const text = z.string().max(LONG);
const fapiaos = z
  .array(z.strictObject({ number: z.string().max(60), code: z.string().max(40).optional() }))
  .min(1)
  .max(50)
  .describe('One for each bill in their order, or one for all');
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('A day in China');
const waybill = z.string().min(1).max(100);
const sure = z.boolean().optional().describe('The numbers were compared again, though two digits look swapped');

/** What each act takes. The words of every act are for the history; a rejection's stand in the customer's mail. */
export const ACT_SHAPES = {
  start: z.strictObject({}),
  issue: z.strictObject({ fapiaos, sure }),
  mail: z.strictObject({ waybill }),
  ready: z.strictObject({}),
  deliver: z.strictObject({}),
  delay: z.strictObject({ until: day, text: text.optional() }),
  reject: z.strictObject({ reason: z.enum(REJECT_REASONS), text: text.optional().describe('Needed with `other`') }),
  correct: z.strictObject({
    fapiaos: fapiaos.optional(),
    waybill: waybill.optional(),
    until: day.optional(),
    sure,
    text: text.min(1).describe('Why'),
  }),
  release: z.strictObject({}),
} as const;
export type IssuingAct = keyof typeof ACT_SHAPES;

/** What came of an act; the same act again answers the same. */
export const actedShape = z
  .strictObject({
    number,
    state: z.enum(APPLICATION_STATES),
    revision: z.number().int(),
    warning: z.strictObject({ code: z.string(), detail: z.string() }).optional().describe('Done, and doubted'),
  })
  .meta({ id: 'Acted', description: 'What came of it' });

export const fileShape = z
  .strictObject({
    sha256: z.string().describe('In hex'),
    type: z.enum(FILE_TYPES),
    name: z.string(),
    bytes: z.number().int(),
  })
  .meta({ id: 'File' });

export const pageShape = z
  .strictObject({
    applications: z.array(applicationShape),
    next: z.string().optional().describe('`after` of the next page'),
  })
  .meta({ id: 'Page', description: 'Open work, the most urgent first' });

/** RFC 9457. */
export const problemShape = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    differences: z
      .array(
        z.strictObject({
          field: z.string(),
          wanted: z.union([z.string(), z.number()]).optional(),
          found: z.union([z.string(), z.number()]).optional(),
        }),
      )
      .optional()
      .describe('fileDiffers: what the XML says otherwise'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457: nothing was changed' });
export type Problem = z.infer<typeof problemShape>;
