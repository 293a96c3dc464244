import { commandForms } from '../../core/api.js';
import { chosenCamera, fieldValue, make, styled } from '../../core/dom.js';
import { LivePicture } from '../../widgets/live-picture.js';
import { Notice } from '../../widgets/status-line.js';
import { Pad } from './pad.js';
import { PresetList } from './preset-list.js';
import { presetNames } from '../../validation/preset-names.js';
import type { Dialog } from '../../core/types.js';
import type { CommandForm } from '../../../shared/forms.js';

/** Adds to the dialog of `anjvision-ptz` what tries the camera out. */
export async function open(node: EditorNode, life: AbortSignal): Promise<Dialog> {
  const [answer] = await Promise.all([commandForms(), styled()]);
  if (life.aborted) return {};
  const place = document.querySelector<HTMLElement>('#anjvision-ptz-trial');
  const form = answer.ok ? answer.forms['ptz'] : undefined;
  if (place && form) build(node, form, place, life);
  return {};
}

function build(node: EditorNode, form: CommandForm, place: HTMLElement, life: AbortSignal): void {
  const picture = new LivePicture(life);
  const notice = new Notice();
  const speed = speedSlider(node, boundsOf(form, 'speed'));
  const pad = new Pad(
    node,
    life,
    () => Number(speed.value),
    (trouble) => notice.failed(trouble),
  );
  const presetField = $('#node-input-preset');
  const presets = new PresetList(node, boundsOf(form, 'add_preset'), notice, life, () =>
    presetField.trigger('change'),
  );
  offerNames(presetField);
  $('#node-input-camera').on('change', () => {
    presets.show();
    presetField.trigger('change');
  });
  const slider = make('div', 'anjvision-speed', {}, node._('label.speed'), speed);
  const controls = make('div', 'anjvision-controls', {}, pad.element, slider);
  const beside = make('div', 'anjvision-trial', {}, picture.element, controls);
  place.replaceChildren(beside, notice.element, presets.element);
  void picture.run();
}

const boundsOf = ({ parameters }: CommandForm, name: string) => {
  const { min = 1, max = 1 } = parameters[name] ?? {};
  return { min, max };
};

/** Begins with the speed the node is set to. */
function speedSlider(node: EditorNode, { min, max }: { min: number; max: number }): HTMLInputElement {
  const slider = make('input', 'anjvision-slider', { type: 'range', min: String(min), max: String(max) });
  const field = $('#node-input-speed');
  const follow = () =>
    (slider.value = /^\d+$/.test(fieldValue('speed')) ? fieldValue('speed') : slider.value);
  slider.value = String(Math.round((min + max) / 2));
  slider.setAttribute('aria-label', node._('label.speed'));
  field.on('change', follow);
  follow();
  return slider;
}

/** Offers the names that the chosen camera keeps. */
function offerNames(field: JQuery): void {
  const search = (typed: string) =>
    presetNames(chosenCamera())
      .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
      .map(({ name, number }) => ({ value: name, label: `${name} (${number})` }));
  field.autoComplete({ search, minLength: 0 });
  // It looks when a key is let go; a click shows all names.
  field.on('click', () => field.trigger('keyup'));
}
