/** A host name or an address, alone: the runtime refuses everything else. */
export function isHost(text: string): boolean {
  const plain = text.trim().replace(/^\[(.*)\]$/, '$1');
  const label = /^(?!-)[a-z\d_-]{1,63}(?<!-)$/i;
  const isIPv6 = /^[\da-f:.]*:[\da-f:.]*(%\w+)?$/i.test(plain);
  return (
    isIPv6 ||
    plain
      .replace(/\.$/, '')
      .split('.')
      .every((part) => label.test(part))
  );
}
