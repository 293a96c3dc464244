/** What the control port can do differently or wrong for as long as it is switched on. */
export const CONTROL_PORT_FAULTS = {
  'split-frames': 'sends the header in a segment of its own and the body in small pieces',
  'joined-frames': 'sends an answer to a heartbeat in front of every alarm, in one segment',
  'rubbish-before': 'sends some bytes that belong to no frame before every alarm',
  'oversize-length': 'declares 2 GB for every alarm',
  'empty-frames': 'sends a frame without a body before every alarm',
  'unfinished-frames': 'sends only the first half of every alarm',
  'not-xml': 'sends alarms whose body is no XML',
  'without-nul': 'ends bodies without a NUL and without spare bytes',
  'half-open': 'goes silent in both directions without closing anything',
  'stops-at-gap':
    'pushes alarms only up to the place of a client that left, until somebody takes that place; answers heartbeats',
  deaf: 'answers heartbeats and pushes no alarm',
  'no-heartbeat': 'answers no heartbeat and pushes alarms',
  'closes-at-connect': 'closes every connection at once',
  'resets-at-connect': 'resets every connection at once',
  'refuses-log-in': 'refuses every log-in and closes',
  'silent-log-in': 'never answers a log-in',
  'alarm-before-log-in': 'tells that the link is up before it answers a log-in',
  'only-logged-in': 'pushes alarms only to clients that logged in',
  'single-session': 'leaves a second connection unanswered as long as the first one lasts',
  'another-root': 'calls the root element XML_WTD',
  'channel-in-flag': 'adds 256, the number of a channel, to the flag of alarms',
  'cell-map': 'adds the map of the cells that moved to the text of motion alarms',
  'end-by-flag': 'ends alarms with the code of their beginning and flag 0',
  'no-end': 'never tells the end of an alarm',
  'no-repeats': 'tells every state only once',
  'echoes-log-in': 'repeats user name and password in its answer to a log-in',
} as const;

export type ControlPortFault = keyof typeof CONTROL_PORT_FAULTS;
