import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { led } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-led', led);
