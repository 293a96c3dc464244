/** Ms of work that an action takes, whatever else the machine does meanwhile. */
export function cpuMs(action: () => unknown): number {
  const from = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}
