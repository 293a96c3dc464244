import assert from 'node:assert/strict';
import { timeText } from '../../../simulator/picture/time-text';
import { Picture, type Area } from './pixels';
import { setUp, type CameraFixture } from './support';

const CORNERS: Record<string, Area> = {
  '0 0': [20, 20, 300, 60],
  '1 2': [440, 630, 400, 70],
  '2 2': [960, 630, 300, 70],
  '1 1': [440, 320, 400, 80],
};

describe('simulator: what is written over the picture', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
    // Time alone would make pictures differ.
    await on.get('osd', 'title_utf8=NULL&time_pos_x=2&time_pos_y=0');
  });
  afterEach(() => on.camera.stop());

  const look = async (): Promise<Picture> => Picture.decode((await on.get('snapshot.cgi', 'stream=1')).body);
  const encoded = (title: string): string => `title_utf8=${encodeURIComponent(title)}`;

  for (const [place, area] of Object.entries(CORNERS)) {
    it(`the title, at ${place}`, async () => {
      const [x, y] = place.split(' ');
      const without = await look();
      await on.get('osd', `title_pos_type=0&title_pos_x=${x}&title_pos_y=${y}&${encoded('My camera')}`);
      const written = await look();
      assert.ok(written.difference(without, area) > 5);
      for (const other of Object.values(CORNERS)) {
        if (other !== area) assert.ok(written.difference(without, other) < 1);
      }
    });
  }

  it('each sign differently, Chinese and umlauts as well', async () => {
    const area = CORNERS['0 0']!;
    await on.get('osd', 'title_pos_type=0&title_pos_x=0&title_pos_y=0');
    const pictures: Picture[] = [];
    for (const title of ['AAA', 'ÄÄÄ', 'ßßß', '大大大', '门门门']) {
      await on.get('osd', encoded(title));
      pictures.push(await look());
    }
    for (const [i, one] of pictures.entries()) {
      for (const other of pictures.slice(i + 1)) assert.ok(one.difference(other, area) > 0.5);
    }
  });

  it('larger and on a bar when set so', async () => {
    const area: Area = [20, 20, 400, 90];
    await on.get('osd', `title_pos_type=0&title_pos_x=0&title_pos_y=0&fontsize=0&${encoded('IIII')}`);
    const small = await look();
    await on.get('osd', 'fontsize=2');
    const large = await look();
    assert.ok(large.difference(small, area) > 2);
    await on.get('osd', 'color=1');
    assert.ok((await look()).brightness([20, 30, 80, 60]) < large.brightness([20, 30, 80, 60]));
  });

  it('the five titles of one’s own, in their colours and places', async () => {
    for (let index = 0; index < 5; index++) {
      const color = ['0xff0000', '0x00ff00', '0x0000ff', '0xff0000', '0x00ff00'][index];
      const place = `title_pos_type=1&title_pos_x=50&title_pos_y=${index * 20 + 10}`;
      const set = `title_index=${index}&enable=1&color=${color}&fontsize=2&${place}`;
      const before = await look();
      assert.equal((await on.get('userosd', `${set}&${encoded('████████')}`)).status, 200);
      const middle = 28 + 35 + (594 * (index * 20 + 10)) / 100;
      const area: Area = [560, Math.round(middle) - 8, 160, 16];
      const after = await look();
      assert.ok(after.difference(before, area) > 10, `title ${index}`);
      const strongest = after
        .at(640, Math.round(middle))
        .indexOf(Math.max(...after.at(640, Math.round(middle))));
      assert.equal(strongest, index % 3);
    }
  });

  it('the time in every order, with and without the day of the week', () => {
    const write = (time_format: string, show_week = '0'): string =>
      timeText('2017-11-30 08:05:09', { time_format, show_week });
    assert.equal(write('yyyy-mm-dd hh:mm:ss', '1'), '2017-11-30 08:05:09 Thu');
    assert.equal(write('yy/mm/dd hh:mm:ss'), '17/11/30 08:05:09');
    assert.equal(write('hh:mm:ss dd/mm/yyyy'), '08:05:09 30/11/2017');
    assert.equal(write('hh:mm:ss mm-dd-yyyy'), '08:05:09 11-30-2017');
    assert.equal(write('mm/dd/yyyy hh:mm:ss'), '11/30/2017 08:05:09');
  });

  it('nothing at all when the overlay is off', async () => {
    await on.get('osd', `title_pos_type=0&title_pos_x=0&title_pos_y=0&${encoded('Title')}`);
    const shown = await look();
    await on.get('osd', 'enable=0');
    assert.ok((await look()).difference(shown, CORNERS['0 0']) > 5);
  });
});
