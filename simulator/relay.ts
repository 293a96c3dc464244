export interface RelayChange {
  open: boolean;
  at: number;
}

/** The switch behind sections 3.7.13 and 3.7.14; it remembers every change, whoever made it. */
export class Relay {
  readonly changes: RelayChange[] = [];
  private isOpen = false;

  constructor(private readonly now: () => number) {}

  get open(): boolean {
    return this.isOpen;
  }

  set open(open: boolean) {
    if (open === this.isOpen) return;
    this.isOpen = open;
    this.changes.push({ open, at: this.now() });
  }
}
