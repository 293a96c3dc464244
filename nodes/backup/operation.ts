import { backup } from '../../camera/index';
import { flag, oneOf } from '../shared/input';
import type { Operation, OperationContext } from '../shared/operation';
import { definition } from './definition';

type Action = 'save' | 'compare' | 'restore';

interface BackupConfig {
  action: string;
  /** Names of commands; none means all that are saved unless named. */
  commands: readonly string[];
  allowDestructive: boolean;
  /** Permits to restore what was saved of another model. */
  otherModel: boolean;
}

interface BackupRequest {
  action: Action;
  commands: readonly string[] | undefined;
  /** To compare or restore. */
  document: ReturnType<ReturnType<typeof backup>['parseDocument']> | undefined;
  allowDestructive: boolean;
  otherModel: boolean;
}

const PROGRESS: Readonly<Record<Action, string>> = {
  save: 'saving',
  compare: 'comparing',
  restore: 'restoring',
};

export const backupOperation: Operation<BackupConfig, BackupRequest> = {
  definition,

  parseRequest({ action, commands, allowDestructive, otherModel }, { payload }) {
    const chosen = oneOf('action', action, Object.keys(PROGRESS) as Action[]);
    return {
      action: chosen,
      commands: backup().namedCommands(commands),
      document: chosen === 'save' ? undefined : backup().parseDocument(payload),
      allowDestructive: flag('allowDestructive', allowDestructive),
      otherModel: flag('otherModel', otherModel),
    };
  },

  async execute({ action, document, commands, ...permitted }, context) {
    const { camera, signal, status, send } = context;
    const onProgress = (done: number, of: number) =>
      status.working(PROGRESS[action], { done: String(done), of: String(of) });
    const options = { signal, commands, onProgress };
    if (!document) {
      const saved = await backup().saveBackup(camera, options);
      status.done('saved');
      send(saved);
    } else if (action === 'compare') {
      const comparison = await backup().compareBackup(camera, document, options);
      if (comparison.same) status.done('same');
      else status.done('different', { count: String(comparison.differences.length) });
      send(comparison);
    } else {
      const report = await backup().restoreBackup(camera, document, { ...options, ...permitted });
      showRestored(status, report.failed.length);
      send(report);
    }
  },
};

function showRestored(status: OperationContext['status'], failed: number): void {
  if (failed === 0) status.done('restored');
  else status.incomplete('notRestored', { count: String(failed) });
}
