import alarm from '../../../nodes/anjvision-alarm';
import camera from '../../../nodes/anjvision-camera';
import events from '../../../nodes/anjvision-events';
import firmware from '../../../nodes/anjvision-firmware';
import ircut from '../../../nodes/anjvision-ircut';
import led from '../../../nodes/anjvision-led';
import motion from '../../../nodes/anjvision-motion';
import ptz from '../../../nodes/anjvision-ptz';
import reboot from '../../../nodes/anjvision-reboot';
import relay from '../../../nodes/anjvision-relay';
import settings from '../../../nodes/anjvision-settings';
import snapshot from '../../../nodes/anjvision-snapshot';

/** What Node-RED loads, camera first. */
export const initializers = [
  camera, relay, snapshot, ptz, led, ircut, motion, alarm, reboot, settings, firmware, events,
]; // prettier-ignore
