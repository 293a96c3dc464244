import { commandForms } from '../../core/api.js';
import { make, styled } from '../../core/dom.js';
import type { Dialog } from '../../core/types.js';
import { TickList, type Tick } from './tick-list.js';

/** The names of the settings' commands stand with their node. */
const COMMAND = 'node-red-contrib-anjvision/anjvision-settings:command.';

/** Commands of nodes, which come first. */
const NODES = ['relay', 'ptz', 'led', 'ircut', 'motion', 'snapshot', 'alarm', 'reboot', 'firmware'];

/** No broker may send these. */
const NEVER = ['raw', 'webLogin'];

/** Builds the choices of cameras and commands into the dialog of `anjvision-mqtt`. */
export async function open(node: EditorNode, life: AbortSignal): Promise<Dialog> {
  const [answer] = await Promise.all([commandForms(), styled()]);
  if (life.aborted) return {};
  const forms = answer.ok ? answer.forms : {};
  const others = Object.keys(forms).filter((name) => !NODES.includes(name) && !NEVER.includes(name));
  const cameras = new TickList(node, 'cameras', configuredCameras());
  const allow = new TickList(node, 'allow', [
    ...NODES.map((value) => ({ value, about: node._(`command.${value}`) })),
    ...others.map((value) => ({
      value,
      about: node._(COMMAND + value),
      mark: forms[value]!.destructive ? '◆' : '',
    })),
  ]);
  document
    .querySelector('#anjvision-mqtt-cameras')
    ?.replaceChildren(cameras.element, make('div', 'anjvision-field-help', {}, node._('tip.cameras')));
  document.querySelector('#anjvision-mqtt-allow')?.replaceChildren(allow.element);
  return {
    save: () => {
      cameras.save();
      allow.save();
    },
  };
}

function configuredCameras(): Tick[] {
  const found: Tick[] = [];
  RED.nodes.eachConfig((config) => {
    if (config.type !== 'anjvision-camera') return;
    found.push({ value: config.id, label: textOf(config['name']) || textOf(config['host']) || config.id });
  });
  return found;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
