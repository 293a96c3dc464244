/** Node-RED's own nodes for a broker, and a bridge between them, as the example has them. */
import type { FlowNode } from '../node-red/user-dir';

export interface BrokerNodeOptions {
  readonly port: number;
  /** 4 is 3.1.1. */
  readonly protocolVersion: 4 | 5;
  readonly site: string;
}

/** Persistent, so that commands wait while Node-RED is away: the worst case. */
export function brokerNode({ port, protocolVersion, site }: BrokerNodeOptions): FlowNode {
  const state = (name: string, payload: string) => ({
    [`${name}Topic`]: `anjvision/${site}/bridge/state`,
    [`${name}Qos`]: '1',
    [`${name}Retain`]: 'true',
    [`${name}Payload`]: payload,
    [`${name}Msg`]: {},
  });
  return {
    id: 'broker', type: 'mqtt-broker', name: '', broker: '127.0.0.1', port: String(port), clientid: `site-${site}`,
    autoConnect: true, usetls: false, protocolVersion: String(protocolVersion), keepalive: '15', cleansession: false,
    autoUnsubscribe: false, sessionExpiry: '3600', ...state('birth', 'online'), ...state('close', 'offline'),
    ...state('will', 'offline'), userProps: '',
  }; // prettier-ignore
}

/** A bridge with its three inputs and its output, on the tab `tab`. */
export function bridgeNodes(site: string, more: Record<string, unknown> = {}): FlowNode[] {
  const input = (id: string, topic: string): FlowNode => ({
    id: `${site}-${id}`, type: 'mqtt in', z: 'tab', name: '', topic, qos: '1', datatype: 'buffer', broker: 'broker',
    nl: false, rap: true, rh: 0, inputs: 0, wires: [[`${site}-bridge`]],
  }); // prettier-ignore
  return [
    input('commands', `anjvision/${site}/+/do/+`),
    input('state', `anjvision/${site}/bridge/state`),
    input('status', 'homeassistant/status'),
    { id: `${site}-bridge`, type: 'anjvision-mqtt', z: 'tab', name: '', site, wires: [[`${site}-out`]], ...more },
    {
      id: `${site}-out`, type: 'mqtt out', z: 'tab', name: '', topic: '', qos: '', retain: '', respTopic: '',
      contentType: '', userProps: '', correl: '', expiry: '', broker: 'broker', wires: [],
    },
  ]; // prettier-ignore
}
