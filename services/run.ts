// Runs commands: each once, whoever delivers it again.
import { applyCommand } from './application/apply';
import { cancelCommand } from './application/applications';
import { askHolder } from './account/ask-holder';
import type { Command, Outcome } from './commands';
import type { Deps } from './shared/deps';
import { no, noted } from './shared/once';
import { forgotPassword } from './account/password';
import { mailMyData } from './privacy/my-data';
import { sendFiles } from './application/send-files';
import { requestPerson } from './application/person';
import { register } from './account/register';
import { resend } from './account/resend';
import { beginSignIn, redeemCode, signOutEverywhere } from './account/signin';

/**
 * What a command comes to. The same id again answers the same; with other content it is refused (commandReused).
 * Throws only what the store throws (StoreBusy, StoreDown, StoreTooNew): then the same command is run again later.
 */
export async function run(deps: Deps, command: Command): Promise<Outcome> {
  switch (command.type) {
    // Where these lead depends on an order number or address, so their content is noted where they come from.
    case 'register':
      return (await noted(deps, command)) ? register(deps, command) : no('commandReused');
    case 'resend':
      return (await noted(deps, command)) ? resend(deps, command) : no('commandReused');
    case 'askHolder':
      return (await noted(deps, command)) ? askHolder(deps, command) : no('commandReused');
    case 'forgotPassword':
      return (await noted(deps, command)) ? forgotPassword(deps, command) : no('commandReused');
    case 'beginSignIn':
      return beginSignIn(deps, command);
    case 'redeemCode':
      return redeemCode(deps, command);
    case 'signOutEverywhere':
      return signOutEverywhere(deps, command);
    case 'myData':
      return mailMyData(deps, command);
    case 'requestPerson':
      return requestPerson(deps, command);
    case 'apply':
      return applyCommand(deps, command);
    case 'sendFiles':
      return sendFiles(deps, command);
    case 'cancelApplication':
      return cancelCommand(deps, command);
  }
}
