import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { relay } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-relay', relay);
