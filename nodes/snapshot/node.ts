import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { snapshot } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-snapshot', snapshot);
