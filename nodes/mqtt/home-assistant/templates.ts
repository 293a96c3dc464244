/** Jinja templates as Home Assistant evaluates them. */

/** Now in ms, as `at` of a command. */
const NOW = '{{ (now().timestamp() * 1000) | int }}';

/** Time and chance: no two presses have the same. */
const ID = 'ha-{{ (now().timestamp() * 1000) | int }}-{{ range(1000000, 9999999) | random }}';

/**
 * A command template that stamps what it sends, so that no broker can deliver it late or twice.
 *
 * @param fields members of the JSON object, written as JSON or as templates.
 */
export function stamped(fields: Record<string, string>): string {
  const own = Object.entries(fields).map(([name, json]) => `"${name}": ${json}`);
  return `{${[...own, `"at": ${NOW}`, `"id": "${ID}"`].join(', ')}}`;
}

/** `ON` or `OFF` by a condition on `value_json`. */
export const onOff = (condition: string) => `{{ 'ON' if ${condition} else 'OFF' }}`;

/** `ON`, `OFF`, or unknown for null. */
export const activeOrUnknown =
  "{{ 'None' if value_json.active is none else ('ON' if value_json.active else 'OFF') }}";

/** The beginnings of one kind of event; nothing for its ends and for other kinds. */
export const eventOf = (kind: string) =>
  `{{ value if value_json.event_type == '${kind}' and value_json.active is not false else '' }}`;
