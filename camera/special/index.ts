import { info } from './info';
import { motion } from './motion';
import { ptz } from './ptz';
import { raw } from './raw';
import { relay } from './relay';
import { uidValidTime } from './session';
import type { Special } from './special';
import { video } from './video';
import { webLogin } from './web-login';

/** The commands that take more than one exchange, or another way than the table's. */
export const specials: Readonly<Record<string, Special>> = {
  info,
  motion,
  ptz,
  raw,
  relay,
  uidValidTime,
  video,
  webLogin,
};
