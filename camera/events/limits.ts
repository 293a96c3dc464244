/** Every time and size limit of alarm listening, with its reason; section names are those of the events page. */

/** Pauses between connections to the control port: a camera may not answer until the old one has aged out. */
export const PORT_RETRY_FIRST_MS = 10_000;
export const PORT_RETRY_LONGEST_MS = 120_000;

/** Pauses between subscriptions: those left behind fill the camera, which has room for 20. */
export const ONVIF_RETRY_FIRST_MS = 120_000;
export const ONVIF_RETRY_LONGEST_MS = 1_200_000;

/** A refused password locks the account if it is tried again and again. */
export const REFUSED_PAUSE_MS = 60_000;

/** A source that worked for so long has not failed again, but anew. */
export const STABLE_MS = 60_000;

/** Failures in a row until `auto` tries the other source. */
export const FAILURES_UNTIL_OTHER = 3;

/** A deploy waits at most 5 s for a subscription to be given back (contract, section 4); the rest is Node-RED's. */
export const GIVE_BACK_MS = 4_000;

/** TCP tries three times meanwhile. */
export const CONNECT_TIMEOUT_MS = 8_000;

/** "Session, limits, risks": 5 to 10 s. */
export const LOG_IN_TIMEOUT_MS = 10_000;

/** 15 to 30 s are usual. */
export const HEARTBEAT_MS = 20_000;
export const HEARTBEAT_TIMEOUT_MS = 5_000;

/** A camera can go on answering heartbeats, and forget to report; after so long a silence it is connected anew. */
export const DEAF_AFTER_MS = 30 * 60_000;
export const RENEWAL_PAUSE_MS = 2_000;

/** What a second of listening may bring; an alarm has about 600 bytes. The rest waits at the camera. */
export const BYTES_PER_SECOND = 262_144;

/** For one ONVIF request other than a pull. */
export const ONVIF_TIMEOUT_MS = 8_000;

/** A full answer of 50 messages has some 60 KB. */
export const ONVIF_ANSWER_LIMIT_BYTES = 262_144;

/** A subscription dies 60 s after the last pull or renewal, whatever was asked for ("This maker's behaviour"). */
export const SUBSCRIPTION_S = 60;

/** How long a pull waits at the camera, which wants one at least every 30 s; under 3 s would be a busy loop. */
export const PULL_S = 25;
export const PULL_GRACE_MS = 10_000;
export const MESSAGES_AT_ONCE = 50;

/** Renewed after the next pull that ends later than this: after every other one, 50 s apart at most. */
export const RENEW_AFTER_MS = 30_000;

/** A refusal of the first pull comes within this; without one the camera is taken to report. */
export const PROVEN_AFTER_MS = 1_000;

/** Pulls in a row that may follow each other without pause, and how fast that allowance comes back. */
export const PULL_BURST = 10;
export const PULL_REFILL_MS = 1_000;

/** Pauses after pulls that were answered at once though empty, and after failed ones. */
export const EMPTY_PULL_FIRST_MS = 1_000;
export const EMPTY_PULL_LONGEST_MS = 10_000;

/** Failed pulls in a row that do not end a subscription. */
export const PULL_FAILURES = 3;

/** Pause before a subscription takes the place of one that the camera has forgotten; at most 20 s (contract). */
export const FORGOTTEN_RETRY_FIRST_MS = 2_000;
export const FORGOTTEN_RETRY_LONGEST_MS = 20_000;

/** Between the first tries at one camera and at the next: a thousand take five seconds, and a few no time. */
export const START_GAP_MS = 5;

/** Characters of a camera's text that are passed on; it writes at most 220 bytes. */
export const TEXT_LIMIT = 300;
