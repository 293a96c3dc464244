import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { settings } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-settings', settings);
