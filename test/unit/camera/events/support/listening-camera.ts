import { AlarmListener, type ListeningStatus } from '../../../../../camera/events/alarm-listener';
import type { AlarmSource, AlarmSourceName } from '../../../../../camera/events/alarm-source';
import { ControlPort } from '../../../../../camera/events/control-port/control-port';
import type { AlarmEvent } from '../../../../../camera/events/event-state';
import { OnvifClient } from '../../../../../camera/events/onvif/onvif-client';
import { PullPoint } from '../../../../../camera/events/onvif/pull-point';
import { FakeClock } from '../../../../../tools/fake-clock';
import { InMemoryOnvif } from './in-memory-onvif';
import { PlayedControlPort } from './played-control-port';

export const PASSWORD = '123456';
const ACCOUNT = { username: 'admin', password: PASSWORD };

/** A camera without a network that is listened to by these sources, by a clock that a test advances. */
export async function listeningCamera(names: readonly AlarmSourceName[]) {
  const clock = new FakeClock();
  const onvif = await InMemoryOnvif.start(clock);
  const port = new PlayedControlPort();
  const account = { ...ACCOUNT, address: { protocol: 'http', host: 'camera', port: 80 } as const };
  const all: Record<AlarmSourceName, AlarmSource> = {
    onvif: new PullPoint(() => new OnvifClient(account, clock, (text) => text, onvif), clock),
    port: new ControlPort({ ...ACCOUNT, host: 'camera', port: 8091 }, clock, port.connect),
  };
  const sources = new Map(names.map((name) => [name, all[name]]));
  const alarms = new AlarmListener(sources, clock, (text) => text);
  const events: AlarmEvent[] = [];
  const statuses: ListeningStatus[] = [];
  const stop = alarms.listen({
    onEvent: (event) => events.push(event),
    onListening: (status) => statuses.push(status),
  });
  return { clock, onvif, port, alarms, events, statuses, stop };
}

export type ListeningCamera = Awaited<ReturnType<typeof listeningCamera>>;
