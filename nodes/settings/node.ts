import type { NodeAPI } from 'node-red';
import { perform } from '../../camera/index';
import { actionNode, type ActionConfig } from '../shared/action-node';
import { isPlainObject } from '../shared/input';
import { evaluate, type TypedValues } from '../shared/values';

interface SettingsConfig extends ActionConfig {
  /** Empty leaves the choice to `msg.command`. */
  command?: string;
  /** Defaults of parameters. */
  values?: TypedValues;
  allowDestructive?: boolean;
}

export = (RED: NodeAPI) => {
  actionNode<SettingsConfig>(RED, 'anjvision-settings', 'settings', (config) => async (task) => {
    const { camera, node, msg, status } = task;
    const command = config.command || msg.command;
    const values = await evaluate(RED, node, msg, command, config.values);
    const input = isPlainObject(msg.payload) ? { ...values, ...msg.payload } : values;
    const allowDestructive = config.allowDestructive === true;
    const result = await perform(camera, command, input, { owner: node, allowDestructive });
    if (!result) return;
    status.done();
    task.send(result, { command });
  });
};
