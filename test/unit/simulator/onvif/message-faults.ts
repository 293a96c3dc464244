import type { OnvifFault } from '../../../../simulator/index';

/** Faults that show in what is told when motion begins, and how. */
export const MESSAGE_FAULTS: readonly (readonly [OnvifFault, RegExp])[] = [
  ['no-current-time', /<tev:PullMessagesResponse><wsnt:TerminationTime>/],
  ['local-current-time', /<wsnt:CurrentTime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d</],
  ['zero-message-time', /UtcTime="0000-00-00T00:00:00Z"/],
  ['other-motion-item', /CellMotionDetector\/Motion<.*Name="IsVideoPd" Value="true"/],
  ['region-motion', /MotionRegionDetector\/Motion<.*Name="State" Value="true"/],
  ['unknown-topics', /Topic [^>]*>tns1:Monitoring\/ProcessorUsage</],
  ['empty-notifications', /<wsnt:NotificationMessage\/>/],
  ['several-items', /Name="IsMotion" Value="true"\/><tt:SimpleItem Name="Score".*<tt:ElementItem/],
  ['no-data', /<\/tt:Source><\/tt:Message>/],
  ['no-operation', /<tt:Message UtcTime="[^"]*">/],
  ['value-first', /<tt:SimpleItem Value="true" Name="IsMotion"\/>/],
  [
    'references-first',
    /<wsnt:NotificationMessage><wsnt:SubscriptionReference><wsa:Address>http:[^<]*\/event_service\/1</,
  ],
  ['trailing-topic', />tns1:RuleEngine\/CellMotionDetector\/Motion\/</],
  ['other-prefixes', /<SOAP-ENV:Envelope .*<b:Topic [^>]*>topics:RuleEngine.*<o:SimpleItem/s],
  ['byte-order-mark', /^\uFEFF<\?xml/],
];
