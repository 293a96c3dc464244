import { hostProblem } from '../../shared/host.js';
import { isFromEnvironment, isWithin } from './value.js';
import { isPreset, presetNames } from './preset-names.js';
import { refusalOf } from './runtime.js';
import type { Limit, Limits } from '../../shared/forms.js';
import type { TypedValues } from '../../shared/typed-value.js';
import { sharedWith } from '../core/i18n.js';

/** These carry out commands with values of their own. */
const WITH_VALUES = ['anjvision-motion', 'anjvision-settings'];

/** Says what is wrong with a property, if anything is. Two parameters tell the editor that it may say so. */
type Check = (this: EditorNode, value: unknown, options: object) => true | string;

/**
 * Marks in the flow what the runtime would refuse, also in nodes whose dialog was never opened. What that is comes from
 * the runtime; until it is there, nothing is marked.
 */
export function addChecks(type: string, { defaults }: Definition, limitsByType: Limits): void {
  for (const [property, validate] of Object.entries(checksOf(type, limitsByType)))
    if (defaults[property]) Object.assign(defaults[property], { validate });
  lookAgain((node) => node.type === type);
}

function checksOf(type: string, limitsByType: Limits): Record<string, Check> {
  const checks: Record<string, Check> = {};
  for (const [property, limit] of Object.entries(limitsByType[type] ?? {}))
    checks[property] = function (value, _options) {
      return isWithin(limit, textOf(value)) || outside(this, property, limit);
    };
  const preset = limitsByType['anjvision-ptz']?.['preset'];
  if (type === 'anjvision-ptz' && preset)
    checks['preset'] = function (value, _options) {
      return isPreset(this, textOf(value), preset) || this._('error.presetName', { ...preset });
    };
  if (type === 'anjvision-camera' && preset)
    checks['presets'] = function (_value, _options) {
      const areNumbers = presetNames(this).every(
        ({ number }) => Number.isInteger(number) && isWithin(preset, textOf(number)),
      );
      return areNumbers || this._('error.presets', { ...preset });
    };
  if (type === 'anjvision-camera')
    Object.assign(checks, {
      host: function (this: EditorNode, value: unknown, _options: object) {
        const text = textOf(value);
        return isFromEnvironment(text) || !hostProblem(text) || this._('error.host');
      },
      protocol: (value: unknown, _options: object) =>
        ['http', 'https'].includes(value as string) || isFromEnvironment(String(value)),
    });
  if (WITH_VALUES.includes(type))
    checks['values'] = function (values, _options) {
      return checkValues(this, (values || {}) as TypedValues);
    };
  return checks;
}

/** Numbers are text in fields, and in flows that were saved from them. */
const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** Beyond this an upper limit says nothing to people. */
const COUNTLESS = 1_000_000;

function outside(node: EditorNode, property: string, { min, max, fractions, orZero }: Limit): string {
  const kind = orZero ? 'orZero' : fractions ? 'number' : max > COUNTLESS ? 'least' : 'range';
  return sharedWith(`limit.${kind}`, { what: node._(`label.${property}`), min, max });
}

function checkValues(node: EditorNode, values: TypedValues): true | string {
  const isRight = ({ value, type }: { value: string; type: string }) =>
    RED.utils.validateTypedProperty(value, type) === true;
  const wrong = Object.entries(values).find(([, typed]) => !isRight(typed));
  if (wrong) return sharedWith('limit.type', { name: wrong[0] });
  const why = refusalOf(node, values, lookAtValuesAgain);
  return why === undefined || sharedWith('limit.refused', { why });
}

const lookAtValuesAgain = () => lookAgain(({ type }) => WITH_VALUES.includes(type));

function lookAgain(concerns: (node: EditorNode) => boolean): void {
  const look = (node: EditorNode) => {
    if (concerns(node)) RED.editor.validateNode(node);
  };
  // Cameras first: a node is as wrong as its camera.
  RED.nodes.eachConfig(look);
  RED.nodes.eachNode(look);
  RED.view.redraw();
}
