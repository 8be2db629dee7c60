// The desk as people come to it: the whole product, a browser, and whoever is let in.
import type { Browser } from 'playwright-core';
import type { Role } from '../../domain/staff';
import { openBrowser } from './browser';
import { enter, type Person } from './desk-people';
import { type RunningApp, type RunningAppOptions, runApp } from './running-app';

export interface DeskHouse {
  browser: Browser;
  running: RunningApp;
  /** Lets somebody in; their address is made of their name, without another one. */
  come(
    person: { name: string; email?: string; roles: Role[] },
    options?: Parameters<Browser['newContext']>[0],
  ): Promise<Person>;
  close(): Promise<void>;
}

export async function openHouse(options: RunningAppOptions = {}): Promise<DeskHouse> {
  const browser = await openBrowser();
  const running = await runApp(options);
  return {
    browser,
    running,
    come: ({ name, email = name.replace(/\W/g, '').toLowerCase(), roles }, options) =>
      enter(browser, running.deps, running.base, { name, email: `${email}@21v.example`, roles }, options),
    async close() {
      await running.close();
      await browser.close();
    },
  };
}
