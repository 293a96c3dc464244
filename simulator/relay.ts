export interface RelayChange {
  open: boolean;
  at: number;
}

/** How long the gate takes from one end to the other. */
export const GATE_MS = 500;

/** The switch behind sections 3.7.13 and 3.7.14, and the gate it drives; it remembers every change. */
export class Relay {
  readonly changes: RelayChange[] = [];
  private isOpen = false;
  /** Where the gate was when the relay last changed, and when that was. */
  private from = 0;
  private since = -Infinity;

  constructor(
    private readonly now: () => number,
    private readonly lagMs: () => number = () => 0,
  ) {}

  get open(): boolean {
    return this.isOpen;
  }

  set open(open: boolean) {
    if (open === this.isOpen) return;
    this.from = this.openness;
    this.since = this.now();
    this.isOpen = open;
    this.changes.push({ open, at: this.since });
  }

  /** The state that `getRelayStatus` answers; it lags behind a change (note 33). */
  get reported(): boolean {
    const settled = this.now() - this.since >= this.lagMs();
    return settled ? this.isOpen : !this.isOpen;
  }

  /** How far the gate is open now: 0 closed, 1 open. */
  get openness(): number {
    const way = (this.now() - this.since) / GATE_MS;
    return Math.min(1, Math.max(0, this.from + (this.isOpen ? way : -way)));
  }

  /** Puts switch and gate as the other's are, without a trace. */
  copy(other: Relay): void {
    this.isOpen = other.isOpen;
    this.from = other.from;
    this.since = other.since;
  }
}
