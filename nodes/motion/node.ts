import type { NodeAPI } from 'node-red';
import { actionNode } from '../shared/action-node';
import { motion } from './operation';

export = (RED: NodeAPI) => actionNode(RED, 'anjvision-motion', motion);
