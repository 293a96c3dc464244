/**
 * `npm run check:machine`: says what the tests will use, and ends with an error before anything else runs where
 * they could not run.
 */
import { chromium } from 'playwright-core';
import { browserOptions } from './browser/browser';
import { findBrowser } from './browser/find-browser';
import { nodeRedVersion } from './node-red/node-red-version';

async function main(): Promise<void> {
  console.log(`Node.js ${process.version}, Node-RED ${nodeRedVersion}`);
  const { executablePath, origin } = await findBrowser();
  const browser = await chromium.launch(await browserOptions()).catch((error: unknown) => {
    const [why] = (error as Error).message.split('\n');
    throw new Error(
      `The browser ${executablePath} (${origin}) does not start: ${why}\n` +
        'Set CHROMIUM to the path of another one. "npm run test:unit" needs none.',
    );
  });
  console.log(`Browser ${browser.version()}, ${origin}: ${executablePath}`);
  await browser.close();
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
