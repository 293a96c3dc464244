import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { alarm } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-alarm', alarm);
