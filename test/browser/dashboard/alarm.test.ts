import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { until, useDashboard } from '../../support/dashboard';

describe('the last alarm on the dashboard', function () {
  this.timeout(60_000);
  const dashboard = useDashboard();
  let page: Page;
  before(async () => {
    page = await dashboard.current.open();
    const { onvif } = dashboard.current.camera;
    await until('it to listen', () => onvif.operations.includes('PullMessages'));
  });
  const words = async (on = page) =>
    (await on.locator('.last-alarm-words').innerText()).replaceAll(/\s+/g, ' ').trim();
  const says = (text: RegExp, on = page) =>
    on.locator('.last-alarm-words').filter({ hasText: text }).waitFor();

  it('is shown with the time and a picture of its beginning, and how long it lasted', async () => {
    const { alarms, state } = dashboard.current.camera;
    assert.equal(await words(), 'Nothing yet');
    alarms.motion(true);
    await says(/Motion/);
    assert.match(await words(), /^Motion now, since \d?\d:\d\d:\d\d/);
    await page.locator('.last-alarm img').waitFor();
    await page.waitForFunction("document.querySelector('.last-alarm img').naturalWidth > 300");
    assert.ok(state.pictures > 0);
    alarms.motion(false);
    await says(/^\s*Motion\s*at .*, for \d+ s/);
  });

  it('is shown on a page that is opened later, too', async () => {
    const { alarms } = dashboard.current.camera;
    alarms.input(true, 2);
    await says(/Alarm input 2/);
    const later = await dashboard.current.open();
    await says(/Alarm input 2/, later);
    await later.locator('.last-alarm img').waitFor();
    await later.close();
    alarms.input(false, 2);
    await says(/Alarm input 2\s*at .*, for \d+ s/);
  });

  it('says why none can come while the camera is away', async () => {
    const { camera } = dashboard.current;
    await camera.unplug();
    await page
      .locator('.last-alarm-hint')
      .getByText(/^Not listening: \w/)
      .waitFor({ timeout: 20_000 });
    await camera.plug();
    await page.locator('.camera-state.online').waitFor({ timeout: 30_000 });
  });
});
