import type { Alarm, TopicReport } from '../alarms/reporter';
import { escaped } from '../escape';
import type { Switches } from '../switches';
import type { OnvifFault } from './faults';
import { utc } from './soap';

/** A NotificationMessage before it is written. */
export interface Notification {
  topic: string;
  operation: 'Initialized' | 'Changed' | 'Deleted';
  at: number;
  source: Record<string, string>;
  /** Undefined omits the Data element. */
  data: Record<string, string> | undefined;
}

const VIDEO = { VideoSourceConfigurationToken: 'V_SRC_CFG_000' };
const RULE = {
  ...VIDEO,
  VideoAnalyticsConfigurationToken: 'VideoAnalyticsToken',
  Rule: 'MyMotionDetectorRule',
};

export const TOPICS = {
  cellMotion: 'tns1:RuleEngine/CellMotionDetector/Motion',
  motionAlarm: 'tns1:VideoSource/MotionAlarm',
  regionMotion: 'tns1:RuleEngine/MotionRegionDetector/Motion',
  person: 'tns1:UserAlarm/IVA/HumanShapeDetect',
  vehicle: 'tns1:UserAlarm/IVA/VehicleShapeDetect',
  input: 'tns1:Device/Trigger/DigitalInput',
  alarmIn: 'tnshik:Device/Trigger/AlarmIn',
} as const;

/** The messages for one alarm: motion and inputs have two topics each. */
export function notificationsOf(alarm: Alarm, faults: Switches<OnvifFault>): Notification[] {
  const { active, input, at } = alarm;
  const told = (topic: string, item: string, source: Record<string, string>): Notification => ({
    topic,
    operation: 'Changed',
    at,
    source,
    data: { [item]: String(active) },
  });
  switch (alarm.kind) {
    case 'motion': {
      if (faults.has('region-motion')) return [told(TOPICS.regionMotion, 'State', RULE)];
      const item = active && faults.has('other-motion-item') ? 'IsVideoPd' : 'IsMotion';
      const cells = told(TOPICS.cellMotion, item, RULE);
      if (faults.has('no-motion-alarm')) return [cells];
      return [cells, told(TOPICS.motionAlarm, 'State', { Source: VIDEO.VideoSourceConfigurationToken })];
    }
    case 'person':
      return [told(TOPICS.person, 'State', VIDEO)];
    case 'vehicle':
      return [told(TOPICS.vehicle, 'State', VIDEO)];
    case 'input':
      return [
        told(TOPICS.input, 'LogicalState', { InputToken: `DigitalInput_${input}` }),
        told(TOPICS.alarmIn, 'State', { AlarmInToken: `AlarmIn_${input}` }),
      ];
  }
}

export function notificationOf(report: TopicReport, at: number): Notification {
  const { topic, item, value, source = VIDEO, operation = 'Changed' } = report;
  return { topic, operation, at, source, data: { [item]: value } };
}

const ZERO_TIME = '0000-00-00T00:00:00Z';
const DIALECT = 'http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet';

/** The XML of a message. `address` is that of the subscription. */
export function written(given: Notification, address: string, faults: Switches<OnvifFault>): string {
  const { operation, at, source, data } = given;
  const time = faults.has('zero-message-time') ? ZERO_TIME : utc(at);
  const attributes = faults.has('no-operation') ? '' : ` PropertyOperation="${operation}"`;
  const parts = [`<tt:Source>${items(source, faults)}</tt:Source>`];
  if (data) {
    const more = faults.has('several-items') ? MORE_ITEMS : '';
    parts.push(`<tt:Data>${items(data, faults)}${more}</tt:Data>`);
  }
  const message = `<tt:Message UtcTime="${time}"${attributes}>${parts.join('')}</tt:Message>`;
  const slash = faults.has('trailing-topic') ? '/' : '';
  const topic = `<wsnt:Topic Dialect="${DIALECT}">${given.topic}${slash}</wsnt:Topic>`;
  const body = `<wsnt:Message>${message}</wsnt:Message>`;
  const references = [
    `<wsnt:SubscriptionReference><wsa:Address>${address}</wsa:Address></wsnt:SubscriptionReference>`,
    '<wsnt:ProducerReference><wsa:Address>http://192.168.0.10/onvif/device_service</wsa:Address></wsnt:ProducerReference>',
  ].join('');
  const whole = faults.has('references-first') ? references + topic + body : topic + body;
  return `<wsnt:NotificationMessage>${whole}</wsnt:NotificationMessage>`;
}

const MORE_ITEMS =
  '<tt:SimpleItem Name="Score" Value="87"/><tt:ElementItem Name="Shape"><tt:Polygon><tt:Point x="0" y="0"/></tt:Polygon></tt:ElementItem>';

function items(values: Record<string, string>, faults: Switches<OnvifFault>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const pair = [`Name="${escaped(name)}"`, `Value="${escaped(value)}"`];
      if (faults.has('value-first')) pair.reverse();
      return `<tt:SimpleItem ${pair.join(' ')}/>`;
    })
    .join('');
}
