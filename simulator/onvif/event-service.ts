import type { Context } from './context';
import { answer } from './device-service';
import { TOPICS, written, type Notification } from './notifications';
import { durationMs, SoapFault, textOf, utc } from './soap';
import type { Pulled, Subscription } from './subscriptions';

export const SUBSCRIPTION_PATH = '/event_service/';
const NUMBER = 'SubscriptionId';
const DEFAULT_PULL_MS = 10_000;
const DEFAULT_LIMIT = 10;

/** Undefined closes the connection without an answer. */
type Reply = string | undefined;
type Operation = (context: Context) => Reply | Promise<Reply>;

export const eventOperations: Record<string, Operation> = {
  GetEventProperties: () => answer('GetEventProperties', properties(), 'tev'),
  GetServiceCapabilities: () =>
    answer(
      'GetServiceCapabilities',
      '<tev:Capabilities WSSubscriptionPolicySupport="true" WSPullPointSupport="true" MaxPullPoints="20"/>',
      'tev',
    ),
  CreatePullPointSubscription(context) {
    const { request, subscriptions, faults } = context;
    const life = durationMs(textOf(request.body, 'InitialTerminationTime') ?? '');
    const subscription = faults.has('always-full')
      ? undefined
      : subscriptions.create(life, textOf(request.body, 'TopicExpression'));
    if (!subscription) throw unknownResource();
    if (faults.has('initialized-messages')) initialize(context, subscription);
    const reference = referenceOf(context, subscription);
    return answer('CreatePullPointSubscription', reference + times(context, subscription), 'tev');
  },
  async PullMessages(context) {
    const { request, subscriptions, faults } = context;
    const subscription = subscriptionOf(context);
    if (!faults.has('only-renew-extends')) subscriptions.renew(subscription);
    const limit = Number(textOf(request.body, 'MessageLimit') ?? DEFAULT_LIMIT);
    let timeout = durationMs(textOf(request.body, 'Timeout') ?? '') ?? DEFAULT_PULL_MS;
    if (faults.has('empty-at-once')) timeout = 0;
    if (faults.has('silent-pulls')) timeout = Infinity;
    const early = faults.has('full-timeout') ? 0 : undefined;
    const pulled = await subscriptions.pull(subscription, timeout, limit, early);
    return pullAnswer(context, subscription, pulled);
  },
  Renew(context) {
    const { subscriptions, faults } = context;
    if (faults.has('renew-unsupported')) throw notSupported();
    const subscription = subscriptionOf(context);
    if (!faults.has('renew-ignored')) subscriptions.renew(subscription);
    return answer('Renew', times(context, subscription, 'wsnt'), 'wsnt');
  },
  async Unsubscribe(context) {
    const subscription = subscriptionOf(context);
    if (context.faults.has('ends-all-subscriptions')) context.subscriptions.clear();
    else context.subscriptions.remove(subscription);
    if (context.faults.has('silent-unsubscribe')) await new Promise<never>(() => undefined);
    return answer('Unsubscribe', '', 'wsnt');
  },
  /** A quirk of the firmware: reports an active input to all subscriptions, whatever its state. */
  SetSynchronizationPoint(context) {
    subscriptionOf(context);
    context.subscriptions.publish(activeInput(context));
    return answer('SetSynchronizationPoint', '', 'tev');
  },
};

function pullAnswer(context: Context, subscription: Subscription, pulled: Pulled): Reply {
  const { faults } = context;
  if (pulled === 'closed' || (pulled.length === 0 && faults.has('closes-empty-pulls'))) return undefined;
  const address = addressOf(context, subscription);
  const messages = pulled.map((notification) => written(notification, address, faults));
  if (messages.length > 0 && faults.has('empty-notifications')) messages.push('<wsnt:NotificationMessage/>');
  return answer('PullMessages', times(context, subscription) + messages.join(''), 'tev');
}

/** Found by the number in the path, or in the header with `reference-parameters`. */
function subscriptionOf({ request, subscriptions, faults }: Context): Subscription {
  if (faults.has('loses-subscriptions')) subscriptions.clear();
  const number = faults.has('reference-parameters')
    ? textOf(request.header, NUMBER)
    : request.path.slice(SUBSCRIPTION_PATH.length);
  const found = faults.has('empty-address')
    ? subscriptions.latest
    : request.path.startsWith(SUBSCRIPTION_PATH) && subscriptions.find(Number(number));
  if (!found) throw unknownResource();
  return found;
}

function referenceOf(context: Context, subscription: Subscription): string {
  const parameters = context.faults.has('reference-parameters')
    ? `<wsa:ReferenceParameters><ax:${NUMBER} xmlns:ax="http://www.axis.com/2009/event">${subscription.number}</ax:${NUMBER}></wsa:ReferenceParameters>`
    : '';
  const address = addressOf(context, subscription);
  return `<tev:SubscriptionReference><wsa:Address>${address}</wsa:Address>${parameters}</tev:SubscriptionReference>`;
}

function addressOf({ faults, address }: Context, { number }: Subscription): string {
  const path = `${SUBSCRIPTION_PATH}${faults.has('reference-parameters') ? '' : number}`;
  if (faults.has('empty-address')) return '';
  if (faults.has('relative-address')) return path;
  if (faults.has('https-address')) return address(path).replace('http:', 'https:');
  return address(path);
}

/** CurrentTime and TerminationTime. The firmware computes the latter from the requested life alone. */
function times({ faults, clock }: Context, { lifeMs }: Subscription, prefix = 'wsnt'): string {
  const now = clock();
  const current = faults.has('local-current-time') ? utc(now).replace('Z', '') : utc(now);
  let end = utc(now + lifeMs);
  if (faults.has('termination-now')) end = utc(now);
  if (faults.has('fixed-termination')) end = '2030-01-01T00:00:00Z';
  const termination = `<${prefix}:TerminationTime>${end}</${prefix}:TerminationTime>`;
  if (faults.has('no-current-time')) return termination;
  return `<${prefix}:CurrentTime>${current}</${prefix}:CurrentTime>${termination}`;
}

function initialize(context: Context, subscription: Subscription): void {
  context.subscriptions.queueFor(subscription, {
    ...activeInput(context),
    topic: TOPICS.cellMotion,
    data: { IsMotion: 'true' },
  });
  context.subscriptions.queueFor(subscription, activeInput(context));
}

function activeInput({ clock }: Context): Notification {
  return {
    topic: TOPICS.input,
    operation: 'Initialized',
    at: clock(),
    source: { InputToken: 'DigitalInput_1' },
    data: { LogicalState: 'true' },
  };
}

function unknownResource(): SoapFault {
  return new SoapFault('wsrf-rw:ResourceUnknownFault', 'ResourceUnknownFault', 400);
}

function notSupported(): SoapFault {
  return new SoapFault('ter:ActionNotSupported', 'Optional Action Not Implemented', 500, 'Receiver');
}

function properties(): string {
  const tree = new Map<string, string[]>();
  for (const topic of Object.values(TOPICS)) {
    const [root = '', ...rest] = topic.split('/');
    tree.set(root, [...(tree.get(root) ?? []), nested(rest)]);
  }
  const topics = [...tree].map(([root, inner]) => `<${root} wstop:topic="false">${inner.join('')}</${root}>`);
  return [
    '<tev:TopicNamespaceLocation>http://www.onvif.org/onvif/ver10/topics/topicns.xml</tev:TopicNamespaceLocation>',
    '<wsnt:FixedTopicSet>true</wsnt:FixedTopicSet>',
    `<wstop:TopicSet>${topics.join('')}</wstop:TopicSet>`,
    '<wsnt:TopicExpressionDialect>http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete</wsnt:TopicExpressionDialect>',
  ].join('');
}

function nested([name = '', ...rest]: string[]): string {
  if (rest.length > 0) return `<${name} wstop:topic="false">${nested(rest)}</${name}>`;
  const description =
    '<tt:MessageDescription IsProperty="true"><tt:Data><tt:SimpleItemDescription Name="State" Type="xs:boolean"/></tt:Data></tt:MessageDescription>';
  return `<${name} wstop:topic="true">${description}</${name}>`;
}
