// The Chromium of this machine: CHROMIUM_PATH, or where Debian puts it.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Why no browser test can run here; undefined when they can. */
export const missingChromium = (): string | undefined =>
  existsSync(path) ? undefined : `there is no Chromium at ${path}; set CHROMIUM_PATH`;

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: path, args: flags, timeout: 30_000 });
