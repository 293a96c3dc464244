/** Faults of discovery. Each lasts from `faults.on(name, value?)` until it is switched off; values in brackets. */
export const DISCOVERY_FAULTS = {
  silent: 'answers no probe, as in non-discoverable mode',
  copies: 'sends every answer three times',
  late: 'delays answers [ms, default 1000]',
  'many-addresses': 'lists a link-local, an IPv6 and a foreign address before its own',
  'foreign-address': 'lists only a foreign address [host and port]',
  'no-address': 'lists no address',
  'other-relation': 'relates its answer to an unknown probe',
  'another-kind': 'reports the type of a printer',
  'no-scopes': 'reports no scopes',
  rubbish: 'sends bytes that are no answer first',
  'entity-bomb': 'sends a document whose entities grow to a gigabyte first',
} as const;

export type DiscoveryFault = keyof typeof DISCOVERY_FAULTS;
