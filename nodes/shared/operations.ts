import { alarm } from '../alarm/operation';
import { backupOperation as backup } from '../backup/operation';
import { firmware } from '../firmware/operation';
import { ircut } from '../ircut/operation';
import { led } from '../led/operation';
import { motion } from '../motion/operation';
import { ptz } from '../ptz/operation';
import { reboot } from '../reboot/operation';
import { relay } from '../relay/operation';
import { settings } from '../settings/operation';
import { snapshot } from '../snapshot/operation';
import type { Operation } from './operation';

/** What the action nodes do, by the names of their nodes, for callers that are no node: the bridge to MQTT. */
export const operations = {
  alarm,
  backup,
  firmware,
  ircut,
  led,
  motion,
  ptz,
  reboot,
  relay,
  settings,
  snapshot,
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

export const isOperationName = (name: string): name is OperationName => Object.hasOwn(operations, name);

/** One of them, for callers that do not care which. */
export const operationOf = (name: OperationName): Operation => operations[name];
