import assert from 'node:assert/strict';
import { refusal } from '../../../../support/refusal';
import { G, queries, useCamera } from './support';

const ZEROS = '00'.repeat(50);

describe('a camera of another firmware', () => {
  const pair = useCamera();

  describe('with titles', () => {
    it('has an empty further title left out, since NULL would be written on the picture', async () => {
      const { camera, perform } = await pair();
      await perform('userOsd', { title_index: 2, title_utf8: '', fontsize: 2 });
      assert.deepEqual(queries(camera, 'userosd'), ['title_index=2', 'fontsize=2&title_index=2']);
      assert.equal(camera.state.settings.userOsd[2]!['title_utf8'], '');
    });

    it('has a further title cleared with a blank', async () => {
      const { camera, perform } = await pair();
      camera.state.settings.userOsd[1]!['title_utf8'] = 'Yard';
      const answer = await perform('userOsd', { title_index: 1, title_utf8: '' });
      assert.equal(answer!['title_utf8'], ' ');
      assert.equal(camera.state.settings.userOsd[1]!['title_utf8'], ' ');
      assert.deepEqual(await perform('userOsd', answer), answer);
      camera.forgetRequests();
      await perform('userOsd', { title_index: 1, title_utf8: '' });
      assert.deepEqual(queries(camera, 'userosd'), ['title_index=1']);
    });

    it('keeps NULL and entities in a further title as they are', async () => {
      const { camera, perform } = await pair();
      for (const title_utf8 of ['NULL', 'a &lt; b', 'Tor 12"']) {
        const answer = await perform('userOsd', { title_index: 0, title_utf8 });
        assert.equal(answer!['title_utf8'], title_utf8);
        assert.equal(camera.state.settings.userOsd[0]!['title_utf8'], title_utf8);
      }
    });

    it('has its title cleared, and is not sent a title that clears or that would be cut', async () => {
      const { camera, perform } = await pair();
      await perform('osd', { title_utf8: '' });
      assert.deepEqual(queries(camera, 'osd'), ['title_utf8=NULL']);
      assert.equal(camera.state.settings.osd['title_utf8'], '');
      for (const title_utf8 of ['NULL', 'null', 'Tor 12" x="5', '漢'.repeat(23), 'x'.repeat(200)])
        await refusal(perform('osd', { title_utf8 }), 'INVALID_INPUT');
      assert.equal(queries(camera, 'osd').length, 1);
    });
  });

  describe('with lamps, and day and night, the other way round', () => {
    const quirks = { lampsSwapped: true, dayNightInverted: true };

    it('switches the lamp and the picture that are meant, by every way', async () => {
      const { camera, client, perform } = await pair(G, quirks);
      const white = { ledstatus: true, brightness: 60, ledmode: 2 } as const;
      assert.deepEqual(await perform('led', white), white);
      assert.deepEqual(await client.write('led', white), white);
      assert.equal(camera.state.settings.led['ledmode'], '1');
      const night = { ircutmode: 3, time: 'night' } as const;
      assert.deepEqual(await client.write('ircut', night), { ircutmode: 3 });
      assert.deepEqual(queries(camera, 'set_ircut'), ['time=day&ircutmode=3']);
    });

    it('is set to keep its lamp on or off', async () => {
      const { camera, perform } = await pair(G, quirks);
      for (const ircutmode of [7, 6]) {
        assert.deepEqual(await perform('ircut', { ircutmode }), { ircutmode });
        assert.equal(camera.state.settings.ircut['ircutmode'], String(ircutmode));
      }
    });
  });

  describe('with shutter speeds', () => {
    const set = { dayShutterMode: 1, dayShutterSpeed: 200, nightShutterMode: 1, nightShutterSpeed: 25 };

    it('has different speeds by day and by night set in two requests', async () => {
      const { camera, perform } = await pair();
      assert.deepEqual(await perform('shutter', set), set);
      assert.deepEqual(queries(camera, 'setShutterSpeed'), [
        'dayShutterMode=0&dayShutterSpeed=25&nightShutterMode=1&nightShutterSpeed=25',
        'dayShutterMode=1&dayShutterSpeed=200',
      ]);
      const text = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, String(value)]));
      assert.deepEqual(camera.state.settings.shutter, text);
    });

    it('is set by one request where that is enough', async () => {
      const { camera, perform } = await pair({ style: 'manual' });
      await perform('shutter', { ...set, nightShutterSpeed: 200 });
      await perform('shutter', { dayShutterMode: 0, dayShutterSpeed: 50 });
      await perform('shutter', { nightShutterMode: 1, nightShutterSpeed: 50 });
      assert.equal(queries(camera, 'setShutterSpeed').length, 3);
      for (const half of [{ dayShutterMode: 1 }, { nightShutterSpeed: 25 }, { ...set, nightShutterMode: undefined }])
        await refusal(perform('shutter', half), 'INVALID_INPUT');
    }); // prettier-ignore

    it('gets the two requests of one command without another between them', async () => {
      const { camera, perform } = await pair();
      await Promise.all([perform('shutter', set), perform('shutter', { ...set, nightShutterSpeed: 30 })]);
      assert.deepEqual(queries(camera, 'setShutterSpeed').map((query) => query.split('&').length), [4, 2, 4, 2]);
      assert.equal(camera.state.settings.shutter['nightShutterSpeed'], '30');
    }); // prettier-ignore
  });

  describe('with motion detection', () => {
    it('that answers zeros as it goes on does not have its area erased by that answer', async () => {
      const { camera, perform } = await pair();
      const { motion } = camera.state.settings;
      motion['enable'] = '0';
      const area = motion['areavalue'];
      const answer = await perform('motion', { enable: true });
      assert.deepEqual([answer!['enable'], answer!['area'], answer!['areavalue']], [true, null, null]);
      await perform('motion', answer);
      assert.equal(motion['areavalue'], area);
    });

    it('that answers the area from before a change is not believed', async () => {
      const { camera, perform } = await pair();
      const { motion } = camera.state.settings;
      const grid = await perform('motion', { blockcount: '4x4' });
      assert.deepEqual([grid!['columns'], grid!['area'], grid!['areavalue']], [4, null, null]);
      motion['enable'] = '0';
      const set = await perform('motion', { enable: true, area: ['1000', '0000', '0000', '0001'] });
      assert.equal(motion['areavalue'], '0180');
      assert.notEqual(set!['areavalue'], '0000');
      assert.equal((await perform('motion'))!['areavalue'], '0180');
    });

    it('that reads an area of another size than its grid says nothing of it', async () => {
      const { camera, perform } = await pair();
      camera.state.settings.motion['areavalue'] = 'ffff';
      const answer = await perform('motion');
      assert.deepEqual([answer!['area'], answer!['areavalue'], answer!['columns']], [null, null, 22]);
      assert.notEqual(answer!['areavalue'], ZEROS);
    });

    it('keeps both of two settings that are sent at once, each of which needs what is set', async () => {
      const { camera, perform } = await pair();
      camera.delay(5);
      await Promise.all([perform('motion', { night_sensitivity: 3 }), perform('motion', { sensitivity: 5 })]);
      await Promise.all([perform('motion', { sensitivity: 7 }), perform('motion', { night_sensitivity: 4 })]);
      const { sensitivity, night_sensitivity } = camera.state.settings.motion;
      assert.deepEqual([sensitivity, night_sensitivity], ['7', '4']);
    });

    it('is not asked what need not be known', async () => {
      const { camera, perform } = await pair();
      await perform('motion', { enable_nighttime: true });
      assert.deepEqual(queries(camera, 'motion'), ['enable_nighttime=1']);
    });
  });
});
