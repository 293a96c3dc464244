import assert from 'node:assert/strict';
import { deviceConfig, deviceOfMac } from '../../../../nodes/mqtt/home-assistant/device-config';
import { SiteTopics } from '../../../../nodes/mqtt/topics';

/** Home Assistant drops keys that it does not know without a word; these are documented, per platform. */
const COMMON =
  words(`availability availability_mode availability_template availability_topic default_entity_id
  device enabled_by_default encoding entity_category entity_picture icon json_attributes_template
  json_attributes_topic name payload_available payload_not_available platform qos unique_id`);

const PLATFORMS: Record<string, string[]> = {
  binary_sensor: words(`device_class expire_after force_update off_delay payload_off payload_on state_topic
    value_template`),
  button: words('command_template command_topic device_class payload_press retain'),
  event: words('device_class event_types state_topic value_template'),
  image: words('content_type image_encoding image_topic url_template url_topic'),
  light: words(`brightness brightness_scale color_temp_kelvin command_topic effect effect_list flash
    flash_time_long flash_time_short max_kelvin max_mireds min_kelvin min_mireds optimistic retain schema
    state_topic supported_color_modes transition white_scale`),
  select: words('command_template command_topic optimistic options retain state_topic value_template'),
  switch:
    words(`command_template command_topic device_class optimistic payload_off payload_on retain state_off
    state_on state_topic value_template`),
};

const REQUIRED: Record<string, string[]> = {
  binary_sensor: ['state_topic'],
  button: ['command_topic'],
  event: ['state_topic', 'event_types'],
  image: ['image_topic'],
  light: ['command_topic', 'schema'],
  select: ['command_topic', 'options'],
  switch: ['command_topic'],
};

const DEVICE = words(`configuration_url connections hw_version identifiers manufacturer model model_id name
  serial_number suggested_area sw_version via_device`);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

type Entity = Record<string, unknown> & { platform: string; availability: { topic: string }[] };

interface Config {
  device: Record<string, unknown>;
  origin: Record<string, unknown>;
  components: Record<string, Entity>;
}

const BRIDGE = 'anjvision/home/bridge/state';
const CAMERA = 'anjvision/home/gate/availability';

interface Camera {
  slug?: string;
  presets?: string[];
  isAllowed?: (command: string) => boolean;
}

const QUOTES = `O'Neil "x"`;

function config({ slug = 'gate', presets = ['Door', QUOTES], isAllowed = () => true }: Camera = {}): Config {
  const facts = {
    device: 'anjvision_025b26a8dc12',
    name: 'Gate',
    mac: '02:5b:26:a8:dc:12',
    model: 'X1',
    firmware: '3.4',
    url: 'http://192.168.1.5/',
    version: '1.0.0',
  };
  return deviceConfig(facts, {
    topics: new SiteTopics('home', 'homeassistant'),
    slug,
    isAllowed,
    presets,
    ircutModes: ['auto', 'day', 'night'],
    alarmTypes: ['tripwire', 'unknown'],
  }) as Config;
}

/** What a template sends, with something in each place. */
const filled = (template: string, value: string) =>
  template.replaceAll(/\{\{([^}]*)\}\}/g, (_all, inside: string) =>
    inside.includes('to_json') ? JSON.stringify(value) : inside.trim() === 'value' ? value : '7',
  );

describe('the announcement of a camera to Home Assistant', () => {
  const { device, origin, components } = config();
  const all = Object.entries(components);

  it('has only keys that Home Assistant documents, and all that it requires', () => {
    assert.deepEqual(Object.keys(config()), ['device', 'origin', 'components']);
    for (const key of Object.keys(device)) assert.ok(DEVICE.includes(key), key);
    for (const key of Object.keys(origin))
      assert.ok(['name', 'sw_version', 'support_url'].includes(key), key);
    for (const [name, entity] of all) {
      const own = PLATFORMS[entity.platform];
      assert.ok(own, `${name}: ${entity.platform}`);
      for (const key of Object.keys(entity)) assert.ok([...COMMON, ...own].includes(key), `${name}: ${key}`);
      for (const key of REQUIRED[entity.platform]!) assert.ok(key in entity, `${name}: ${key}`);
      for (const place of entity.availability) assert.deepEqual(Object.keys(place), ['topic']);
    }
  });

  it('has every entity of the contract', () => {
    const platforms = Object.fromEntries(all.map(([name, { platform }]) => [name, platform]));
    assert.deepEqual(platforms, {
      connection: 'binary_sensor',
      relay: 'binary_sensor',
      gate: 'button',
      relay_switch: 'switch',
      light: 'light',
      ircut: 'select',
      move_left: 'button',
      move_right: 'button',
      move_up: 'button',
      move_down: 'button',
      move_zoom_in: 'button',
      move_zoom_out: 'button',
      move_stop: 'button',
      preset: 'select',
      detection: 'switch',
      motion: 'binary_sensor',
      motion_event: 'event',
      input: 'binary_sensor',
      input_event: 'event',
      person: 'binary_sensor',
      person_event: 'event',
      vehicle: 'binary_sensor',
      vehicle_event: 'event',
      alarm_event: 'event',
      picture: 'image',
      take_picture: 'button',
      restart: 'button',
    });
  });

  it('has unique ids of the MAC address, which a new name leaves as they are', () => {
    const ids = (of: Config) => Object.values(of.components).map((entity) => entity['unique_id']);
    assert.equal(new Set(ids(config())).size, all.length);
    for (const id of ids(config())) assert.match(String(id), /^anjvision_025b26a8dc12_[a-z_]+$/);
    assert.deepEqual(ids(config({ slug: 'garden' })), ids(config()));
    assert.deepEqual(device['connections'], [['mac', '02:5b:26:a8:dc:12']]);
    assert.deepEqual(device['identifiers'], ['anjvision_025b26a8dc12']);
  });

  it('has entity ids that Home Assistant takes, of the right platform', () => {
    for (const [name, entity] of Object.entries(config({ slug: '_front-door_' }).components))
      assert.equal(entity['default_entity_id'], `${entity.platform}.front_door__${name}`);
  });

  it('takes availability from the bridge and the camera, and that of the connection from the bridge alone', () => {
    for (const [name, { availability, availability_mode }] of all) {
      const expected = name === 'connection' ? [BRIDGE] : [BRIDGE, CAMERA];
      assert.deepEqual(
        availability.map(({ topic }) => topic),
        expected,
      );
      assert.equal(availability_mode, 'all');
    }
  });

  it('stamps every command that acts with time and identity', () => {
    const acting = all.filter(([, { command_topic: topic }]) => /\/(relay|ptz|reboot)$/.test(String(topic)));
    assert.ok(acting.length >= 11);
    for (const [name, { command_template: template }] of acting) {
      const sent = JSON.parse(filled(String(template), 'open')) as Record<string, unknown>;
      assert.equal(typeof sent['at'], 'number', name);
      assert.match(String(sent['id']), /^ha-/, name);
      assert.match(String(template), /"at": \{\{ \(now\(\)\.timestamp\(\) \* 1000\) \| int \}\}/);
    }
    const preset = filled(String(components['preset']?.['command_template']), QUOTES);
    assert.equal((JSON.parse(preset) as { preset: string }).preset, QUOTES);
    assert.ok(all.every(([, entity]) => entity['retain'] !== true));
  });

  it('gives nobody the switch of the relay unasked', () => {
    assert.equal(components['relay_switch']?.['enabled_by_default'], false);
    const others = all.filter(([name]) => name !== 'relay_switch');
    for (const [, entity] of others) assert.notEqual(entity['enabled_by_default'], false);
  });

  it('leaves out what is not allowed, and presets that have no name', () => {
    const { components: few } = config({ presets: [], isAllowed: () => false });
    const commands = Object.values(few).filter((entity) => 'command_topic' in entity);
    assert.deepEqual(commands, []);
    assert.ok('relay' in few && 'motion' in few && 'picture' in few);
    assert.ok(!('preset' in config({ presets: [] }).components));
  });
});

describe('the name of a device in Home Assistant', () => {
  it('is its MAC address, however that is written', () => {
    const expected = { device: 'anjvision_025b26a8dc12', mac: '02:5b:26:a8:dc:12' };
    for (const mac of ['02:5B:26:A8:DC:12', '025b26a8dc12', '02-5b-26-A8-dc-12', ' 02:5b:26:a8:dc:12 '])
      assert.deepEqual(deviceOfMac(mac), expected);
  });

  it('is none of what is no MAC address', () => {
    for (const mac of ['', '00:00:00:00:00:00', '02:5b:26:a8:dc', 'x/+/#', undefined, 12])
      assert.equal(deviceOfMac(mac), undefined);
  });
});
