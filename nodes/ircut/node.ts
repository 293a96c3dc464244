import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { ircut } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-ircut', ircut);
