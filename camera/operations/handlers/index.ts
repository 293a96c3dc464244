import { deviceName } from './device-name';
import { info } from './info';
import { motion } from './motion';
import { noiseReduction } from './noise-reduction';
import { ptz } from './ptz';
import { raw } from './raw';
import { relay } from './relay';
import { shutter } from './shutter';
import { streams } from './streams';
import { time } from './time';
import { uidValidTime } from './uid-valid-time';
import { userOsd } from './user-osd';
import type { CommandHandler } from './handler';
import { video } from './video';
import { webLogin } from './web-login';

/** The commands that take more than one exchange, or another way than the table's. */
export const handlers: Readonly<Record<string, CommandHandler>> = {
  deviceName,
  info,
  motion,
  noiseReduction,
  ptz,
  raw,
  relay,
  shutter,
  streams,
  time,
  uidValidTime,
  userOsd,
  video,
  webLogin,
};
