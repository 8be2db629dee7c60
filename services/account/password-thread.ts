// The thread that judges passwords: up to half a second each, which would keep every answer waiting.
import { checkPassword } from './password-rules';
import { serveJobs } from '../shared/thread';

export interface Judging {
  password: string;
  email: string;
}

serveJobs(async ({ password, email }: Judging) => checkPassword(password, { email }));
