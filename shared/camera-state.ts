/** What the sidebar is told of a deployed camera, without asking it. */
export interface CameraState {
  readonly id: string;
  /** What the editor calls it, if not the same: a camera in an instance of a subflow has an id of its own. */
  readonly editorId: string;
  readonly name: string;
  /** Opens the camera's own page; it logs nobody in. */
  readonly page: string | null;
  readonly state: string;
  /** How long it is in this state, in ms; `null` if it was never contacted. The clock of the browser may be another. */
  readonly forMs: number | null;
  /** Why it cannot work as it is set; the words of its errors are those of their codes. */
  readonly reason: string;
  /** What last went wrong; `null` if nothing did. */
  readonly lastError: {
    readonly code: string;
    readonly message: string;
    readonly agoMs: number | null;
  } | null;
  readonly model: string | null;
  readonly firmware: string | null;
  /** Whether model and firmware are known, as far as the camera tells them. */
  readonly isKnown: boolean;
  readonly alarms: AlarmState;
}

export interface AlarmState {
  /** `unused` if no node wants alarms, `starting` until the first outcome. */
  readonly state: 'unused' | 'starting' | 'listening' | 'lost' | 'unsupported' | 'off';
  readonly source: 'onvif' | 'port' | null;
  readonly reason: string;
}
