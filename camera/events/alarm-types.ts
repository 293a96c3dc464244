import { codeTypes } from './control-port/alarm-codes';
import { topicTypes } from './onvif/topics';

/** Every `type` that an alarm of topic `alarm` may have, by whichever way it comes. */
export const ALARM_TYPES: readonly string[] = [...new Set([...codeTypes, ...topicTypes, 'unknown'])].sort();
