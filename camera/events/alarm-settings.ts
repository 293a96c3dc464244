import { CameraError } from '../core/errors';
import { formatValue } from '../protocol/encode-value';
import { ACCOUNT_LIMITS, wholeNumber } from '../session/account';

export const ALARM_MODES = ['auto', 'onvif', 'port', 'off'] as const;

/** Where alarms come from; `auto` tries ONVIF first, then the control port. */
export type AlarmMode = (typeof ALARM_MODES)[number];

export interface AlarmSettings {
  readonly mode: AlarmMode;
  readonly controlPort: number;
  /** Undefined: the camera's own port. */
  readonly onvifPort: number | undefined;
}

/** Settings as somebody typed them; numbers may still be text. */
export interface RawAlarmSettings {
  readonly alarms?: unknown;
  readonly controlPort?: unknown;
  readonly onvifPort?: unknown;
}

const CONTROL_PORT = 8091;

export const DEFAULT_ALARM_SETTINGS: AlarmSettings = {
  mode: 'auto',
  controlPort: CONTROL_PORT,
  onvifPort: undefined,
};

/** @throws CameraError `INVALID_INPUT`, naming the setting and what is allowed. */
export function checkAlarmSettings({ alarms, controlPort, onvifPort }: RawAlarmSettings): AlarmSettings {
  const mode = ALARM_MODES.find((one) => one === (alarms || 'auto'));
  if (!mode) {
    throw new CameraError(
      'INVALID_INPUT',
      `alarms must be one of ${ALARM_MODES.join(', ')}, not ${formatValue(alarms)}`,
    );
  }
  const port = wholeNumber('the ONVIF port', onvifPort, 0, ACCOUNT_LIMITS.port);
  return {
    mode,
    controlPort: wholeNumber('the control port', controlPort, CONTROL_PORT, ACCOUNT_LIMITS.port),
    onvifPort: port || undefined,
  };
}
