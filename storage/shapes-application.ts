// The shapes of what an application's answers become, from their rows: a field that is answered is stored.
import { z } from 'zod';
import { type Particulars, PARTICULARS, type Remembered, REMEMBERED } from '../domain/application-draft';
import { ACKNOWLEDGEMENTS, type FieldName, ROWS } from '../domain/application-fields';

type Shape = Record<string, z.ZodType>;

function valueOf(name: FieldName): z.ZodType {
  const { value } = ROWS[name];
  if (value === 'text') return z.string();
  if (value === 'texts') return z.array(z.string());
  return value === 'flag' ? z.boolean() : z.enum(value);
}

/** One object a part; what does not go without saying may be missing. */
function shapeOf(names: readonly FieldName[]): Shape {
  const parts: Record<string, Shape> = {};
  const shape: Shape = {};
  for (const name of names) {
    const { path, otherwise } = ROWS[name];
    const value = otherwise === undefined ? valueOf(name).optional() : valueOf(name);
    const [first = '', second] = path.split('.');
    if (second === undefined) shape[first] = value;
    else (parts[first] ??= {})[second] = value;
  }
  for (const [part, fields] of Object.entries(parts)) shape[part] = z.looseObject(fields);
  return shape;
}

const withRest = <Own extends z.ZodRawShape, Rest>(own: Own, rest: Shape) =>
  z.looseObject({ ...own, ...rest }) as unknown as z.ZodType<z.infer<z.ZodObject<Own, z.core.$loose>> & Rest>;

/** A document with the particulars of an application. */
export const withParticulars = <Own extends z.ZodRawShape>(own: Own) =>
  withRest<Own, Particulars>(own, {
    ...shapeOf(PARTICULARS),
    ...Object.fromEntries(ACKNOWLEDGEMENTS.map((name) => [name, z.boolean().optional()])),
  });

/** What is remembered of the last application, with more. */
export const withRemembered = <Own extends z.ZodRawShape>(own: Own) =>
  withRest<Own, Remembered>(own, shapeOf(REMEMBERED));
