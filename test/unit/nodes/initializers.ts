import alarm from '../../../nodes/alarm/node';
import backup from '../../../nodes/backup/node';
import camera from '../../../nodes/camera/node';
import events from '../../../nodes/events/node';
import firmware from '../../../nodes/firmware/node';
import ircut from '../../../nodes/ircut/node';
import led from '../../../nodes/led/node';
import motion from '../../../nodes/motion/node';
import mqtt from '../../../nodes/mqtt/node';
import ptz from '../../../nodes/ptz/node';
import reboot from '../../../nodes/reboot/node';
import relay from '../../../nodes/relay/node';
import settings from '../../../nodes/settings/node';
import snapshot from '../../../nodes/snapshot/node';

/** What Node-RED loads, camera first. */
export const initializers = [
  camera, relay, snapshot, ptz, led, ircut, motion, alarm, reboot, settings, firmware, backup, events, mqtt,
]; // prettier-ignore
