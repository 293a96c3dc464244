import { CameraError } from '../../camera/index';

/** Sites that have a bridge in this process, with the ids of the bridges' nodes. */
const bridges = new Map<string, string>();

/**
 * Makes a node the one bridge of its site: two would tell the same cameras, and answer each command twice.
 *
 * @returns what gives the site back.
 * @throws CameraError `INVALID_INPUT` if it has a bridge.
 */
export function claimSite(site: string, node: string): () => void {
  const other = bridges.get(site);
  if (other !== undefined && other !== node)
    throw new CameraError(
      'INVALID_INPUT',
      `the site "${site}" has a bridge already; give this one another site`,
    );
  bridges.set(site, node);
  return () => {
    if (bridges.get(site) === node) bridges.delete(site);
  };
}
