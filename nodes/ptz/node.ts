import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { ptz } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-ptz', ptz);
