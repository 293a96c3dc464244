import type { ActionConfig } from '../shared/action-node';
import { configNumber, invalidInput } from '../shared/input';
import { limits, LONGEST_MS } from '../shared/limits';
import { withDefaults } from '../shared/operation';
import { definition, TOPICS, type Topic } from './definition';

export interface EventsConfig extends ActionConfig {
  topics?: unknown;
  /** Seconds. */
  holdTime?: unknown;
  /** Seconds between looks at the relay; 0 never looks. */
  relayInterval?: unknown;
}

export interface EventsSettings {
  readonly topics: ReadonlySet<Topic>;
  readonly holdMs: number;
  /** 0 looks at the relay only at the start. */
  readonly relayIntervalMs: number;
}

/** @throws CameraError `INVALID_INPUT`, naming what is wrong and what is allowed. */
export function parseSettings(saved: EventsConfig): EventsSettings {
  const config = withDefaults(definition, { ...saved });
  const { holdTime, relayInterval } = limits['anjvision-events'];
  const relayIntervalMs = milliseconds('relayInterval', config['relayInterval'], relayInterval.min);
  const topics = parseTopics(config['topics']);
  if (relayIntervalMs > 0) topics.add('relay');
  return { topics, holdMs: milliseconds('holdTime', config['holdTime'], holdTime.min), relayIntervalMs };
}

function parseTopics(topics: unknown): Set<Topic> {
  const isTopic = (topic: unknown) => TOPICS.includes(topic as Topic);
  if (Array.isArray(topics) && topics.every(isTopic)) return new Set(topics as Topic[]);
  throw invalidInput('topics', topics, `an array of any of ${TOPICS.join(', ')}`);
}

function milliseconds(name: string, configured: unknown, leastSeconds: number): number {
  const seconds = configNumber(configured);
  const isRight = typeof seconds === 'number' && (seconds === 0 || seconds >= leastSeconds);
  if (!isRight || seconds < 0) {
    throw invalidInput(name, configured, `0, or a number of seconds of at least ${leastSeconds}`);
  }
  return Math.min(seconds * 1000, LONGEST_MS);
}
