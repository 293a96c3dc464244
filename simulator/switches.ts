/** Faults that last until they are switched off, unlike those injected into single requests. */
export class Switches<Name extends string> {
  private readonly values = new Map<Name, string | number | true>();

  /** Switches a fault on, some with a value, and returns a function that switches it off. */
  on(name: Name, value: string | number | true = true): () => void {
    this.values.set(name, value);
    return () => void this.values.delete(name);
  }

  off(name: Name): void {
    this.values.delete(name);
  }

  has(name: Name): boolean {
    return this.values.has(name);
  }

  /** The number a fault was switched on with, or `fallback`. */
  number(name: Name, fallback: number): number {
    const value = this.values.get(name);
    return typeof value === 'number' ? value : fallback;
  }

  text(name: Name, fallback: string): string {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : fallback;
  }

  clear(): void {
    this.values.clear();
  }
}
