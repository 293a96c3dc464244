import { info } from './info';
import { motion } from './motion';
import { ptz } from './ptz';
import { raw } from './raw';
import { relay } from './relay';
import { uidValidTime } from './uid-valid-time';
import type { CommandHandler } from './handler';
import { video } from './video';
import { webLogin } from './web-login';

/** The commands that take more than one exchange, or another way than the table's. */
export const handlers: Readonly<Record<string, CommandHandler>> = {
  info,
  motion,
  ptz,
  raw,
  relay,
  uidValidTime,
  video,
  webLogin,
};
