/** A deployed camera, without asking it. */
export interface CameraState {
  readonly id: string;
  /** What the editor calls it; another one for a camera in an instance of a subflow. */
  readonly editorId: string;
  readonly name: string;
  readonly page: string | null;
  readonly state: string;
  /** How long it is in this state, in ms; `null` if it was never contacted. */
  readonly forMs: number | null;
  readonly reason: string;
  readonly lastError: {
    readonly code: string;
    readonly message: string;
    readonly agoMs: number | null;
  } | null;
  readonly model: string | null;
  readonly firmware: string | null;
  /** Whether model and firmware are known, as far as the camera tells them. */
  readonly isKnown: boolean;
  readonly alarms: { readonly state: string; readonly source: string | null; readonly reason: string };
}
