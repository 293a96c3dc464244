import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { backupOperation } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-backup', backupOperation);
