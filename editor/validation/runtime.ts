import { refusals } from '../core/api.js';
import type { TypedValues } from '../../shared/typed-value.js';

/** What a node is set to, as the runtime judges it. */
export interface Question {
  command: unknown;
  values: TypedValues;
  allowDestructive: unknown;
}

/** What the runtime said of each question; nothing if it would take it. */
const known = new Map<string, string | undefined>();
/** What is to be asked next, all at once, and who wants to know. */
let waiting = new Map<string, Set<() => void>>();

/** Why the runtime would refuse what this node is set to; `onAnswer` is called if that is not known yet. */
export function refusalOf(node: EditorNode, values: TypedValues, onAnswer: () => void): string | undefined {
  const question = questionOf(node, values);
  return question && refusalOfQuestion(question, onAnswer);
}

/** The same for what stands in a dialog. */
export function refusalOfQuestion(question: Question, onAnswer: () => void): string | undefined {
  const key = JSON.stringify(question);
  if (!known.has(key)) ask(key, onAnswer);
  return known.get(key);
}

function questionOf(node: EditorNode, values: TypedValues): Question | undefined {
  if (node.type === 'anjvision-motion') {
    const areUsed = ['payload', 'set'].includes(node['action'] as string);
    return areUsed ? { command: 'motion', values, allowDestructive: false } : undefined;
  }
  const { command, allowDestructive } = node;
  // Which one it is, only the message will tell.
  return command ? { command, values, allowDestructive } : undefined;
}

function ask(key: string, onAnswer: () => void): void {
  if (waiting.size === 0) window.setTimeout(() => void askAll());
  waiting.set(key, (waiting.get(key) ?? new Set()).add(onAnswer));
}

async function askAll(): Promise<void> {
  const asked = waiting;
  waiting = new Map();
  const keys = [...asked.keys()];
  const answer = await refusals(keys.map((key) => JSON.parse(key) as Question));
  if (!answer.ok) return;
  keys.forEach((key, index) => known.set(key, answer.refusals[index] ?? undefined));
  for (const onAnswer of new Set([...asked.values()].flatMap((all) => [...all]))) onAnswer();
}
