import type { NodeAPI } from 'node-red';
import { backup } from '../../camera/index';
import { actionNode, type ActionConfig, type Task } from '../shared/action-node';
import { oneOf } from '../shared/input';

interface BackupConfig extends ActionConfig {
  action?: string;
  /** Names of commands; none means all that are saved unless named. */
  commands?: readonly string[];
  allowDestructive?: boolean;
  /** Permits to restore what was saved of another model. */
  otherModel?: boolean;
}

type Action = 'save' | 'compare' | 'restore';

/** What the client is told: the commands, who asks, and whom to tell how far it is. */
type Options = ReturnType<typeof optionsOf>;

type Work = (config: BackupConfig, task: Task, options: Options) => Promise<void>;

export = (RED: NodeAPI) => {
  actionNode<BackupConfig>(RED, 'anjvision-backup', 'backup', (config) => async (task) => {
    const action = oneOf('action', config.action || 'save', Object.keys(ACTIONS) as Action[]);
    await ACTIONS[action](config, task, optionsOf(config, task, action));
  });
};

function optionsOf({ commands }: BackupConfig, { node, status }: Task, action: Action) {
  return {
    owner: node,
    commands: backup().namedCommands(commands),
    onProgress: (done: number, of: number) =>
      status.working(PROGRESS[action], { done: String(done), of: String(of) }),
  };
}

const PROGRESS: Readonly<Record<Action, string>> = {
  save: 'saving',
  compare: 'comparing',
  restore: 'restoring',
};

const ACTIONS: Readonly<Record<Action, Work>> = {
  async save(_config, { camera, status, send }, options) {
    const document = await backup().saveBackup(camera, options);
    status.done('saved');
    send(document);
  },

  async compare(_config, { camera, msg, status, send }, options) {
    const comparison = await backup().compareBackup(camera, backup().parseDocument(msg.payload), options);
    const count = String(comparison.differences.length);
    if (comparison.same) status.done('same');
    else status.done('different', { count });
    send(comparison);
  },

  async restore({ allowDestructive, otherModel }, { camera, msg, status, send }, options) {
    const document = backup().parseDocument(msg.payload);
    const permitted = { allowDestructive: allowDestructive === true, otherModel: otherModel === true };
    const report = await backup().restoreBackup(camera, document, { ...options, ...permitted });
    if (report.failed.length === 0) status.done('restored');
    else status.incomplete('notRestored', { count: String(report.failed.length) });
    send(report);
  },
};
