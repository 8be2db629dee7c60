// The register flow as any client of the endpoint goes through it: by words, and by the cards.

/** A client under test. What it can't see within its time it throws. */
export interface Client {
  name: string;
  says(text: string): Promise<void>;
  /** Answers the newest card: its fields, then the button. */
  presses(button: string, values?: Record<string, string>): Promise<void>;
  /** Waits until the bot's words are there. */
  sees(words: RegExp): Promise<void>;
  /** What went wrong meanwhile, beside the conversation. */
  problems(): string[];
  close(): Promise<void>;
}

export interface Journey {
  name: string;
  play(client: Client, email: string): Promise<void>;
}

const ORDER = 'DEMO-1001';

export const JOURNEYS: readonly Journey[] = [
  {
    name: 'words',
    async play(client, email) {
      await client.sees(/fapiao/i);
      await client.says('I want to register');
      await client.sees(/your order number and your e-mail address/);
      await client.says(`${ORDER} ${email}`);
      await client.sees(/Please check: the activation mail goes to this address/);
      await client.says('confirm');
      await client.sees(/An e-mail is on its way to/);
    },
  },
  {
    name: 'cards',
    async play(client, email) {
      await client.sees(/fapiao/i);
      await client.says('I want to register');
      await client.sees(/your order number and your e-mail address/);
      await client.presses('Next', { order: ORDER, email });
      await client.sees(/Please check: the activation mail goes to this address/);
      await client.presses('Confirm');
      await client.sees(/An e-mail is on its way to/);
    },
  },
];
