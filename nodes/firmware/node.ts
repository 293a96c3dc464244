import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { firmware } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-firmware', firmware);
