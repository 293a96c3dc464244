import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { reboot } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-reboot', reboot);
