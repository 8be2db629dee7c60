// `npm run teams:package`: writes the app package for Teams, once it is checked.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { problemsOf } from '../teams-app/check';
import { packageFiles } from '../teams-app/manifest';
import { fail, print } from './open';

const HELP = `npm run teams:package -- --app-id ID --domain HOST [--out FILE] [--version 1.0.0] [--developer NAME] [--tab-only]

Writes the app package for Teams: the bot with its commands in six languages, and the web chat as a personal tab.
  --app-id     the app id of the bot registration (MicrosoftAppId)
  --domain     where the product is served, without https://
  --out        the file to write (fapiao-teams.zip)
  --version    rises with each upload
  --developer  who stands behind the app, at most 32 characters
  --tab-only   without the bot, for Teams operated by 21Vianet`;

const options = {
  help: { type: 'boolean', short: 'h' },
  'app-id': { type: 'string' },
  domain: { type: 'string' },
  out: { type: 'string', default: 'fapiao-teams.zip' },
  version: { type: 'string', default: '1.0.0' },
  developer: { type: 'string', default: 'Fapiao service center' },
  'tab-only': { type: 'boolean', default: false },
} as const;

/** Answers the exit code: 0 written, 1 Teams would refuse it, 2 not understood. */
function teams(args: readonly string[]): number {
  let given;
  try {
    given = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
  if (given.help) {
    print(HELP);
    return 0;
  }
  const { 'app-id': appId, domain, out, version, developer, 'tab-only': tabOnly } = given;
  if (!appId || !domain) return fail(`--app-id and --domain are needed.\n\n${HELP}`, 2);
  const files = packageFiles({ appId, domain, version, developer, tabOnly });
  const problems = problemsOf(files);
  if (problems.length) return fail(`Teams would refuse it, nothing is written:\n  ${problems.join('\n  ')}`, 1);
  writeFileSync(out, zipSync(files));
  print(`${out}: ${Object.keys(files).join(', ')}`);
  return 0;
}

if (require.main === module) process.exitCode = teams(process.argv.slice(2));
