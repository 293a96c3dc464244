/** Whether a value is an object of named values, not a list, a Buffer or an instance of something. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Function nodes have an Object of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
