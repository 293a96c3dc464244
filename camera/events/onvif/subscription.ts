/** The ONVIF calls of a listener, and what their answers hold (events page, "Envelopes"). */
import type { Element } from '../../protocol/xml';
import { GIVE_BACK_MS, MESSAGES_AT_ONCE, PULL_GRACE_MS, PULL_S, SUBSCRIPTION_S } from '../limits';
import { OnvifError, type CallOptions, type OnvifClient } from './onvif-client';
import { attribute, child, children, referenceHeaders } from './soap';
import type { Item, Notification } from './topics';

const DEVICE_PATH = '/onvif/device_service';
const DEVICE = 'http://www.onvif.org/ver10/device/wsdl';
const EVENTS = 'http://www.onvif.org/ver10/events/wsdl';
const NOTIFICATION = 'http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager';

/** A subscription as the camera gave it. */
export interface Subscription {
  /** At the configured host. */
  readonly path: string;
  /** What the camera calls it. */
  readonly to: string;
  readonly reference: string;
}

/** What the camera's clock is ahead, in ms; 0 if it does not tell. @throws OnvifError. */
export async function readClockOffset(client: OnvifClient, now: () => number): Promise<number> {
  const call = { action: `${DEVICE}/GetSystemDateAndTime`, body: '<tds:GetSystemDateAndTime/>' };
  const asked = now();
  try {
    const body = await client.call(DEVICE_PATH, call, { anonymous: true });
    const time = readTime(child(body, 'GetSystemDateAndTimeResponse', 'SystemDateAndTime', 'UTCDateTime'));
    return time === undefined ? 0 : time - (asked + now()) / 2;
  } catch (error) {
    // Some want to know who asks even here.
    if (error instanceof OnvifError && ['refused', 'fault', 'unsupported'].includes(error.failure)) return 0;
    throw error;
  }
}

function readTime(utc: Element | undefined): number | undefined {
  const number = (...path: string[]) => Number(child(utc, ...path)?.text || NaN);
  const [year, month, day] = ['Year', 'Month', 'Day'].map((name) => number('Date', name));
  const [hour, minute, second] = ['Hour', 'Minute', 'Second'].map((name) => number('Time', name));
  const time = Date.UTC(year!, month! - 1, day, hour, minute, second);
  // A camera without a battery begins in 1970. What its clock reaches while it listens must have a year of four digits.
  return time >= 0 && time < Date.UTC(9000, 0) ? time : undefined;
}

/** Where events are to be subscribed to; the device's own service, if it names no other. @throws OnvifError. */
export const findEventService = (client: OnvifClient) => findService(client, EVENTS, 'Events');

/** Where a service is; the device's own, if it names no other. @throws OnvifError. */
export async function findService(client: OnvifClient, namespace: string, category: string): Promise<string> {
  const services = await unlessUnknown(
    client.call(DEVICE_PATH, {
      action: `${DEVICE}/GetServices`,
      body: '<tds:GetServices><tds:IncludeCapability>false</tds:IncludeCapability></tds:GetServices>',
    }),
  );
  const service = children(child(services, 'GetServicesResponse'), 'Service').find(
    (one) => child(one, 'Namespace')?.text === namespace,
  );
  const path = pathOf(child(service, 'XAddr')?.text, DEVICE_PATH);
  if (path !== undefined) return path;
  const capabilities = await unlessUnknown(
    client.call(DEVICE_PATH, {
      action: `${DEVICE}/GetCapabilities`,
      body: `<tds:GetCapabilities><tds:Category>${category}</tds:Category></tds:GetCapabilities>`,
    }),
  );
  const address = child(capabilities, 'GetCapabilitiesResponse', 'Capabilities', category, 'XAddr')?.text;
  return pathOf(address, DEVICE_PATH) ?? DEVICE_PATH;
}

async function unlessUnknown(answer: Promise<Element>): Promise<Element | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof OnvifError && ['fault', 'unsupported', 'absent'].includes(error.failure))
      return undefined;
    throw error;
  }
}

/** @throws OnvifError. */
export async function subscribe(client: OnvifClient, eventPath: string): Promise<Subscription> {
  const create = (life: string) =>
    client.call(eventPath, {
      action: `${EVENTS}/EventPortType/CreatePullPointSubscriptionRequest`,
      body: `<tev:CreatePullPointSubscription>${life}</tev:CreatePullPointSubscription>`,
    });
  const life = `<tev:InitialTerminationTime>PT${SUBSCRIPTION_S}S</tev:InitialTerminationTime>`;
  const body = await create(life).catch((error: unknown) => {
    if (error instanceof OnvifError && /TerminationTime/i.test(error.message)) return create('');
    throw error;
  });
  const response = child(body, 'CreatePullPointSubscriptionResponse');
  const subscription = child(response, 'SubscriptionReference');
  if (!response || !subscription) throw new OnvifError('garbled', 'the camera gave no subscription');
  const address = child(subscription, 'Address')?.text ?? '';
  const parameters = child(subscription, 'ReferenceParameters');
  const path = pathOf(address, eventPath) ?? eventPath;
  return {
    path,
    to: address !== '' && address.length <= ADDRESS_LIMIT ? address : client.origin + path,
    reference: parameters ? referenceHeaders([body, response, subscription, parameters]) : '',
  };
}

/** Waits at the camera until something happens, but not for ever. @throws OnvifError. */
export async function pull(client: OnvifClient, subscription: Subscription): Promise<Notification[]> {
  const body = await callTo(
    client,
    subscription,
    `${EVENTS}/PullPointSubscription/PullMessagesRequest`,
    `<tev:PullMessages><tev:Timeout>PT${PULL_S}S</tev:Timeout><tev:MessageLimit>${MESSAGES_AT_ONCE}</tev:MessageLimit></tev:PullMessages>`,
    { timeoutMs: PULL_S * 1000 + PULL_GRACE_MS },
  );
  const response = child(body, 'PullMessagesResponse');
  if (!response) throw new OnvifError('garbled', 'the camera answered something else than messages');
  return children(response, 'NotificationMessage')
    .slice(0, 2 * MESSAGES_AT_ONCE)
    .flatMap(readNotification);
}

export const renew = (client: OnvifClient, subscription: Subscription) =>
  callTo(
    client,
    subscription,
    `${NOTIFICATION}/RenewRequest`,
    `<wsnt:Renew><wsnt:TerminationTime>PT${SUBSCRIPTION_S}S</wsnt:TerminationTime></wsnt:Renew>`,
  );

export const unsubscribe = (client: OnvifClient, subscription: Subscription) =>
  callTo(client, subscription, `${NOTIFICATION}/UnsubscribeRequest`, '<wsnt:Unsubscribe/>', {
    timeoutMs: GIVE_BACK_MS,
  });

function callTo(
  client: OnvifClient,
  { path, to, reference }: Subscription,
  action: string,
  body: string,
  options?: CallOptions,
): Promise<Element> {
  return client.call(path, { action, body, to, reference }, options);
}

const ADDRESS_LIMIT = 1_000;

/**
 * Path and query of an address that a camera gave; host and port are never taken from it. Undefined for what is
 * no address of a service, and for the camera's own commands.
 */
export function pathOf(address: string | undefined, base: string): string | undefined {
  if (!address || address.length > ADDRESS_LIMIT) return undefined;
  try {
    const { protocol, pathname, search } = new URL(address, `http://camera${base}`);
    const isCommand = /^\/*cgi-bin(?:\/|$)/i.test(decodeURIComponent(pathname));
    return /^https?:$/.test(protocol) && !isCommand ? pathname + search : undefined;
  } catch {
    return undefined;
  }
}

/** Longer names and values than this are none of a camera. */
const TEXT_LIMIT = 300;
const ITEMS_AT_MOST = 20;

function readNotification(message: Element): Notification[] {
  const topic = child(message, 'Topic')?.text ?? '';
  const inner = child(message, 'Message', 'Message');
  if (!inner || topic.length > TEXT_LIMIT) return [];
  const items = (part: string) => readItems(child(inner, part));
  return [
    {
      topic,
      operation: attribute(inner, 'PropertyOperation'),
      source: [...items('Source'), ...items('Key')],
      data: items('Data'),
    },
  ];
}

function readItems(parent: Element | undefined): Item[] {
  return children(parent, 'SimpleItem')
    .slice(0, ITEMS_AT_MOST)
    .map((item) => ({ name: attribute(item, 'Name') ?? '', value: attribute(item, 'Value') ?? '' }))
    .filter(({ name, value }) => name.length <= TEXT_LIMIT && value.length <= TEXT_LIMIT);
}
