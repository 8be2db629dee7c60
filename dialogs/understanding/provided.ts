// Where the learnt model comes from: whoever starts a process says how it is read; else it is learnt when it is first needed.

type Read = () => Uint8Array | undefined;
let read: Read = () => undefined;

/** `how` gives the bytes of a model that was learnt from the phrases as they are now, or undefined. Called once, when it is needed. */
export const provideModel = (how: Read): void => void (read = how);

export const providedModel: Read = () => read();
