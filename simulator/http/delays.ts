export interface Delays {
  all: number;
  paths: Record<string, number>;
}

/** A path's own delay counts instead of the general one. */
export function delayFor(delays: Delays, path: string): number {
  return delays.paths[path] ?? delays.all;
}
