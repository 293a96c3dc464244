/** What can be driven, in degrees, times or per cent; the ends are mechanical. */
export const AXES = {
  pan: { min: -170, max: 170, perSecond: 8 },
  tilt: { min: -20, max: 80, perSecond: 5 },
  zoom: { min: 1, max: 20, perSecond: 0.8 },
  focus: { min: 0, max: 100, perSecond: 4 },
  iris: { min: 0, max: 100, perSecond: 4 },
} as const;

export type Axis = keyof typeof AXES;
export type Position = Record<Axis, number>;
export type Velocity = Partial<Position>;

export interface PtzEvent {
  kind: 'move' | 'stop' | 'add' | 'call' | 'delete';
  /** Where the camera was when the command came. */
  position: Position;
  velocity?: Velocity;
  preset?: number;
  at: number;
}

export const HOME: Position = { pan: 0, tilt: 0, zoom: 1, focus: 50, iris: 50 };
const NAMES = Object.keys(AXES) as Axis[];
/** Presets are reached faster than any commanded speed, but not at once. */
const PRESET_SPEED = 15;

/** The motors of section 3.7.1: they turn until stopped or until they reach their end. */
export class Ptz {
  readonly events: PtzEvent[] = [];
  readonly presets = new Map<number, Position>();
  private from: Position = { ...HOME };
  private since: number;
  private velocity: Velocity = {};
  private target: Position | undefined;

  constructor(private readonly now: () => number) {
    this.since = now();
  }

  /** Where the camera looks now. */
  get position(): Position {
    const seconds = (this.now() - this.since) / 1000;
    const position = { ...this.from };
    for (const axis of NAMES) position[axis] = this.travelled(axis, seconds);
    return position;
  }

  set position(position: Partial<Position>) {
    this.settle();
    this.from = { ...this.from, ...position };
    this.velocity = {};
    this.target = undefined;
  }

  get moving(): boolean {
    const position = this.position;
    const target = this.target;
    if (target) return NAMES.some((axis) => position[axis] !== target[axis]);
    return NAMES.some((axis) => {
      const speed = this.velocity[axis] ?? 0;
      const { min, max } = AXES[axis];
      return speed > 0 ? position[axis] < max : speed < 0 && position[axis] > min;
    });
  }

  /** `directions` holds −1, 0 or 1 for each axis named; the others stand still. */
  move(directions: Velocity, speed: number): void {
    this.settle();
    this.velocity = {};
    for (const axis of NAMES) {
      const direction = directions[axis];
      if (direction) this.velocity[axis] = direction * speed * AXES[axis].perSecond;
    }
    this.target = undefined;
    this.record('move', { velocity: { ...this.velocity } });
  }

  stop(): void {
    this.settle();
    this.velocity = {};
    this.target = undefined;
    this.record('stop');
  }

  addPreset(preset: number): void {
    this.presets.set(preset, this.position);
    this.record('add', { preset });
  }

  /** A preset that was never set moves nothing. */
  callPreset(preset: number): void {
    this.settle();
    this.velocity = {};
    this.target = this.presets.get(preset);
    this.record('call', { preset });
  }

  deletePreset(preset: number): void {
    this.presets.delete(preset);
    this.record('delete', { preset });
  }

  private travelled(axis: Axis, seconds: number): number {
    const { min, max, perSecond } = AXES[axis];
    const start = this.from[axis];
    if (this.target) {
      const way = this.target[axis] - start;
      const reach = PRESET_SPEED * perSecond * seconds;
      return Math.abs(way) <= reach ? this.target[axis] : start + Math.sign(way) * reach;
    }
    return Math.min(max, Math.max(min, start + (this.velocity[axis] ?? 0) * seconds));
  }

  private settle(): void {
    this.from = this.position;
    this.since = this.now();
  }

  private record(kind: PtzEvent['kind'], more: Partial<PtzEvent> = {}): void {
    this.events.push({ kind, position: this.position, at: this.now(), ...more });
  }
}
