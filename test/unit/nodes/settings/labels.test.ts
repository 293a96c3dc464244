import assert from 'node:assert/strict';
import { commandForms } from '../../../../nodes/shared/admin/command-forms';
import { find, languages, readTexts } from '../locale-files';

/** Their values are the same in every language. */
const SAYS_ITSELF = ['time.timezone', 'osd.time_format', 'motion.blockcount'];

const parameters = Object.entries(commandForms()).flatMap(([command, { parameters: all }]) =>
  Object.entries(all).map(([name, form]) => [`${command}.${name}`, form] as const),
);

for (const language of languages)
  describe(`the form of settings in ${language}`, () => {
    const texts = readTexts(language, 'settings');

    it('has a label for every parameter of the command table', () => {
      for (const [name] of parameters) assert.ok(find(texts, `parameter.${name}`), name);
    });

    it('has a name for every choice', () => {
      for (const [name, { values = [] }] of parameters)
        if (!SAYS_ITSELF.includes(name))
          for (const value of values)
            assert.equal(typeof find(texts, `choice.${name}.${value}`), 'string', `${name}: ${value}`);
    });

    it('has neither for what the command table does not have', () => {
      const known = new Map(parameters);
      for (const kind of ['parameter', 'choice'])
        for (const [command, all] of Object.entries(texts[kind] as object))
          for (const [name, choices] of Object.entries(all as object)) {
            const form = known.get(`${command}.${name}`);
            assert.ok(form, `${kind}.${command}.${name}`);
            if (kind === 'choice')
              assert.deepEqual(Object.keys(choices as object).sort(), form.values?.map(String).sort());
          }
    });
  });

describe('units', () => {
  it('stand behind the fields of rates, times and shares', () => {
    const units = new Map(parameters.map(([name, { unit }]) => [name, unit]));
    assert.equal(units.get('video.bitrate'), 'kbit/s');
    assert.equal(units.get('video.framerate'), 'fps');
    assert.equal(units.get('time.update_period'), 's');
    assert.equal(units.get('uidValidTime.validTime'), 's');
    assert.equal(units.get('led.brightness'), '%');
  });
});
