import type { SiteTopics } from '../topics';
import { activeOrUnknown, eventOf, onOff, stamped } from './templates';

/** An entity as Home Assistant's device discovery takes it: full keys, of its platform. */
export type Entity = Record<string, unknown> & { readonly platform: string };

/** What the entities of a camera depend on. */
export interface Surroundings {
  readonly topics: SiteTopics;
  /** The camera's level in topics. */
  readonly slug: string;
  /** Whether a command is taken from the broker. */
  readonly isAllowed: (command: string) => boolean;
  /** Names of presets. */
  readonly presets: readonly string[];
  /** Options of the IR-cut filter. */
  readonly ircutModes: readonly string[];
  /** Kinds of alarms beyond motion, input, person and vehicle. */
  readonly alarmTypes: readonly string[];
}

type Entities = Record<string, Entity>;

const MOVES: Record<string, [name: string, icon: string]> = {
  left: ['Left', 'mdi:arrow-left'],
  right: ['Right', 'mdi:arrow-right'],
  up: ['Up', 'mdi:arrow-up'],
  down: ['Down', 'mdi:arrow-down'],
  'zoom-in': ['Zoom in', 'mdi:magnify-plus'],
  'zoom-out': ['Zoom out', 'mdi:magnify-minus'],
};

/** How long a move button moves. */
const MOVE_MS = 500;

const ALARMS: Record<string, Record<string, unknown>> = {
  motion: { name: 'Motion', device_class: 'motion' },
  input: { name: 'Alarm input', icon: 'mdi:electric-switch' },
  person: { name: 'Person', icon: 'mdi:account' },
  vehicle: { name: 'Vehicle', icon: 'mdi:car' },
};

/** Every entity of a camera, by its key. */
export function entities(around: Surroundings): Entities {
  const { isAllowed, presets } = around;
  return {
    ...connection(around),
    ...relayState(around),
    ...(isAllowed('relay') && gate(around)),
    ...(isAllowed('led') && light(around)),
    ...(isAllowed('ircut') && ircut(around)),
    ...(isAllowed('ptz') && moves(around)),
    ...(isAllowed('ptz') && presets.length > 0 && presetSelect(around)),
    ...(isAllowed('motion') && detection(around)),
    ...alarms(around),
    ...picture(around),
    ...(isAllowed('reboot') && restart(around)),
  };
}

function connection({ topics, slug }: Surroundings): Entities {
  const topic = topics.state(slug, 'connection');
  return {
    connection: {
      platform: 'binary_sensor',
      name: 'Connection',
      device_class: 'connectivity',
      entity_category: 'diagnostic',
      state_topic: topic,
      value_template: onOff("value_json.state == 'online'"),
      json_attributes_topic: topic,
    },
  };
}

function relayState({ topics, slug }: Surroundings): Entities {
  return {
    relay: {
      platform: 'binary_sensor',
      name: 'Relay',
      device_class: 'opening',
      state_topic: topics.state(slug, 'relay'),
      value_template: onOff('value_json.open'),
    },
  };
}

/** The gate opens for a moment by a button; the switch leaves it open, and nobody gets it unasked. */
function gate({ topics, slug }: Surroundings): Entities {
  const command_topic = topics.command(slug, 'relay');
  return {
    gate: {
      platform: 'button',
      name: 'Open gate',
      icon: 'mdi:gate-open',
      command_topic,
      command_template: stamped({ action: '"pulse"' }),
    },
    relay_switch: {
      platform: 'switch',
      name: 'Relay',
      icon: 'mdi:electric-switch',
      enabled_by_default: false,
      command_topic,
      command_template: stamped({ action: '"{{ value }}"' }),
      payload_on: 'open',
      payload_off: 'close',
      state_topic: topics.state(slug, 'relay'),
      value_template: onOff('value_json.open'),
      state_on: 'ON',
      state_off: 'OFF',
    },
  };
}

function light({ topics, slug }: Surroundings): Entities {
  return {
    light: {
      platform: 'light',
      schema: 'json',
      name: 'Light',
      command_topic: topics.command(slug, 'led'),
      state_topic: topics.state(slug, 'light'),
      brightness: true,
      brightness_scale: 100,
      supported_color_modes: ['brightness'],
      effect: true,
      effect_list: ['white', 'infrared'],
      flash: false,
      transition: false,
    },
  };
}

function ircut({ topics, slug, ircutModes }: Surroundings): Entities {
  const list = JSON.stringify(ircutModes).replaceAll('"', "'");
  const now = "value_json.time if value_json.mode == 'manual' else value_json.mode";
  return {
    ircut: {
      platform: 'select',
      name: 'Day/night mode',
      icon: 'mdi:theme-light-dark',
      entity_category: 'config',
      command_topic: topics.command(slug, 'ircut'),
      options: ircutModes,
      state_topic: topics.state(slug, 'ircut'),
      value_template: `{% set now = ${now} %}{{ now if now in ${list} else 'None' }}`,
    },
  };
}

function moves({ topics, slug }: Surroundings): Entities {
  const command_topic = topics.command(slug, 'ptz');
  const buttons = Object.entries(MOVES).map(([action, [name, icon]]): [string, Entity] => [
    `move_${action.replaceAll('-', '_')}`,
    {
      platform: 'button',
      name,
      icon,
      command_topic,
      command_template: stamped({ action: `"${action}"`, duration: String(MOVE_MS) }),
    },
  ]);
  const stop: Entity = {
    platform: 'button',
    name: 'Stop moving',
    icon: 'mdi:stop',
    command_topic,
    command_template: stamped({ action: '"stop"' }),
  };
  return { ...Object.fromEntries(buttons), move_stop: stop };
}

function presetSelect({ topics, slug, presets }: Surroundings): Entities {
  return {
    preset: {
      platform: 'select',
      name: 'Preset',
      icon: 'mdi:crosshairs-gps',
      command_topic: topics.command(slug, 'ptz'),
      command_template: stamped({ action: '"goto-preset"', preset: '{{ value | to_json }}' }),
      options: presets,
    },
  };
}

function detection({ topics, slug }: Surroundings): Entities {
  return {
    detection: {
      platform: 'switch',
      name: 'Motion detection',
      icon: 'mdi:motion-sensor',
      entity_category: 'config',
      command_topic: topics.command(slug, 'motion'),
      payload_on: 'on',
      payload_off: 'off',
      state_topic: topics.state(slug, 'detection'),
      value_template: onOff('value_json.enable'),
      state_on: 'ON',
      state_off: 'OFF',
    },
  };
}

function alarms({ topics, slug, alarmTypes }: Surroundings): Entities {
  const state_topic = topics.event(slug);
  const found: Entities = {};
  for (const [kind, look] of Object.entries(ALARMS)) {
    found[kind] = {
      platform: 'binary_sensor',
      ...look,
      state_topic: topics.state(slug, kind as 'motion'),
      value_template: activeOrUnknown,
    };
    found[`${kind}_event`] = {
      platform: 'event',
      ...look,
      name: `${String(look['name'])} detected`,
      event_types: [kind],
      state_topic,
      value_template: eventOf(kind),
    };
  }
  const others = JSON.stringify(alarmTypes).replaceAll('"', "'");
  found['alarm_event'] = {
    platform: 'event',
    name: 'Alarm',
    icon: 'mdi:alarm-light',
    event_types: alarmTypes,
    state_topic,
    value_template: `{{ value if value_json.event_type in ${others} and value_json.active is not false else '' }}`,
  };
  return found;
}

function picture({ topics, slug, isAllowed }: Surroundings): Entities {
  const image: Entity = {
    platform: 'image',
    name: 'Picture',
    image_topic: topics.snapshot(slug),
    content_type: 'image/jpeg',
  };
  if (!isAllowed('snapshot')) return { picture: image };
  const button: Entity = {
    platform: 'button',
    name: 'Take picture',
    icon: 'mdi:camera',
    command_topic: topics.command(slug, 'snapshot'),
    payload_press: '{}',
  };
  return { picture: image, take_picture: button };
}

function restart({ topics, slug }: Surroundings): Entities {
  return {
    restart: {
      platform: 'button',
      name: 'Restart',
      device_class: 'restart',
      entity_category: 'config',
      command_topic: topics.command(slug, 'reboot'),
      command_template: stamped({}),
    },
  };
}
