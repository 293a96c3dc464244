/** What discovery can do differently or wrong for as long as it is switched on. */
export const DISCOVERY_FAULTS = {
  silent: 'answers nobody, as in non-discoverable mode',
  copies: 'sends every answer three times',
  late: 'answers after so many ms [number, default 1000]',
  'many-addresses': 'lists a link-local, an IPv6 and another network’s address before its own',
  'foreign-address': 'lists only an address that is not its own [host and port]',
  'no-address': 'lists no address',
  'other-relation': 'answers a question that nobody asked',
  'another-kind': 'calls itself a printer',
  'no-scopes': 'tells no scopes',
  rubbish: 'sends bytes that are no answer first',
  'entity-bomb': 'sends a document whose entities grow to a gigabyte first',
} as const;

export type DiscoveryFault = keyof typeof DISCOVERY_FAULTS;
