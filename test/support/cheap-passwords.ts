// Passwords that cost little: for tests of something else than how hard one is to guess.
import { checkPassword, createPasswords, type Passwords } from '../../services/account/passwords';

/** The same rules, judged where they are asked for: a thread takes a second to begin. */
const judge = {
  do: async ({ password, email }: { password: string; email: string }) => checkPassword(password, { email }),
  close: async () => undefined,
};

export const cheapPasswords = (ln = 4): Passwords => createPasswords({ cost: { ln, r: 8, p: 1 }, judge });
