import { fault, xml, type Answer } from '../answer';
import type { Device } from '../device';
import { drawSnapshot } from '../picture/snapshot';
import type { Command } from './command';

/** The targets of section 3.7.5 and what is said when one is missing. */
const TARGETS = [
  { name: 'sdCard', missing: 'sd card not mounted' },
  { name: 'ftp', missing: 'Ftp not deploy' },
  { name: 'email', missing: 'Email not deploy' },
  { name: 'nfs', missing: 'NFS Server not mounted' },
] as const;

const VALUE = '/cgi-bin/snapshot';

export const snapshotCommands: readonly Command[] = [
  {
    path: '/cgi-bin/snapshot.cgi',
    section: '3.7.5',
    access: 'either',
    faultValue: VALUE,
    async run({ get, device }) {
      const stream = get('stream');
      // With firmware G any other number is the sub stream (note 19).
      const isStream = stream === '0' || stream === '1' || (device.isG && /^\d+$/.test(stream ?? ''));
      if (stream === undefined || !isStream) return fault(VALUE, 'stream 0 or 1', refusal(device));
      const target = get('upload');
      if (target !== undefined) return upload(device, stream, target);
      const body = await drawSnapshot(device, stream === '1' ? 'main' : 'sub');
      return { status: 200, type: 'image/jpeg', body, refused: false };
    },
  },
];

function upload(device: Device, stream: string, number: string): Answer {
  const target = /^[0-3]$/.test(number) ? TARGETS[Number(number)] : undefined;
  if (!target) return fault(VALUE, 'upload 0 or 1 or 2 or 3', refusal(device));
  if (!device.options[target.name]) return fault(VALUE, target.missing, refusal(device));
  device.uploads.push({ target: target.name, stream, at: device.now });
  return xml('<upload>OK</upload>');
}

/** The manual refuses an upload with 400, newer firmware with 200 and the same fault (field notes, 5). */
function refusal(device: Device): number {
  return device.newer ? 200 : 400;
}
