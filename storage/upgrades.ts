// What earlier versions wrote, as this version knows it: read here, so that nobody else has to know two shapes.

type Fields = Record<string, unknown>;
type Step = (body: Fields) => Fields;

/**
 * Version 1 of the outbox kept the chat's words beside what happened, named an application's holder only where there was a
 * chat, and called the one who asks an `email` at first.
 */
function withoutWords(body: Fields): Fields {
  const { text: _, values: __, ...params } = body.params as Fields;
  if (body.name === 'applicationChanged') return { ...body, params: { customer: '', account: '', ...params } };
  if (body.name === 'holderAsked') return { ...body, params: { asker: params.email, ...params } };
  return body;
}

/** From each version to the next. Whoever raises a version in records.ts adds a step here, and a golden file to the tests. */
const STEPS: Readonly<Record<string, readonly Step[]>> = { outbox: [withoutWords] };

/** The body of a document of version `v`, as the newest version has it. */
export function upgraded(kind: string, v: number, body: unknown): unknown {
  return (STEPS[kind] ?? []).slice(v - 1).reduce<unknown>((one, step) => step(one as Fields), body);
}
