/** Every time and size limit of the client, with its unit in its name and its reason beside it. */

/** Default for one command, first byte sent to last byte received; a snapshot may take 3 s (field note 4). */
export const COMMAND_TIMEOUT_MS = 5_000;

/** The CGI server has few sockets (field note 4). */
export const REQUESTS_AT_A_TIME = 2;

/** With a rest or a stop beside them. */
export const REQUESTS_AT_MOST = REQUESTS_AT_A_TIME + 1;

/** Of relay and motors each a request that hangs, and the one that takes its place. */
export const URGENT_AT_MOST = 4;

/** How long a stop or a rest waits, once all places are taken, until it goes out beside them. */
export const SAFETY_PATIENCE_MS = 250;

/** More commands than any camera answers within its timeout; the oldest of more give way. */
export const WAITING_AT_MOST = 2_000;

/** Who asks for a picture within this time of one that was just asked for gets the same: no camera makes one faster. */
export const SAME_PICTURE_MS = 250;

/** So many messages get one picture, each a copy of its own. */
export const PICTURE_SHARED_AT_MOST = 50;

/** The uid dies after 60 idle seconds (manual 3.1.1); this leaves ten for a slow camera. */
export const SESSION_IDLE_MS = 50_000;

/** A keep-alive goes out up to this much earlier, so that those of many cameras drift apart. */
export const KEEP_ALIVE_SPREAD_MS = 4_000;

/** Between the first words to one camera and to the next: a thousand take five seconds, and a few no time. */
export const KEEP_GAP_MS = 5;

/** How long a refused or locked account is left alone (field note 5: locked for 60 s). */
export const LOGIN_PAUSE_MS = 60_000;

/** How long a log-in is not tried again that was refused for want of a place or because the camera starts. */
export const LOGIN_SHORT_PAUSE_MS = 1_000;

/** A rest or a stop waits so long for somebody else's log-in before it tries one of its own. */
export const URGENT_LOGIN_PATIENCE_MS = 250;

/**
 * After so long a rest or a stop may try a refused or locked account again: twice soon, as a refusal may be a mistake,
 * and then too seldom to lock it. Never more than 4 in a minute, where the sixth wrong password locks (field note 5).
 */
export const URGENT_LOGIN_PAUSES_MS = [500, 2_000, 20_000, 40_000] as const;

/** First and longest pause of log-ins to a camera that refuses the uids it has just given. */
export const FRESH_REFUSED_FIRST_MS = 4_000;
export const FRESH_REFUSED_LONGEST_MS = 60_000;

/** First and longest pause between attempts to reach a camera that is away. */
export const RETRY_FIRST_MS = 1_000;
export const RETRY_LONGEST_MS = 60_000;

/** Node-RED gives a closing node 15 s; a debt to a door may use most of it. */
export const CLOSING_MS = 10_000;

/** A deploy lets a request that was sent end for so long: the longest answers take some 3 s (field note 4). */
export const CLOSING_ANSWER_MS = 4_000;

/** The longest document, capabilities with every resolution, has a few KB. */
export const DOCUMENT_LIMIT_BYTES = 1_000_000;

/** A 4K JPEG at the best quality stays below. */
export const PICTURE_LIMIT_BYTES = 32_000_000;

/** Pauses between attempts to close a door or stop a motor: short, since each second counts. */
export const PENDING_RETRY_FIRST_MS = 500;
export const PENDING_RETRY_LONGEST_MS = 5_000;

/**
 * How long a command may still be carried out after it was given up. Three things can hold it back: the network, which
 * drops nothing before its maximum segment lifetime (60 s in Linux's TCP; what this side has not delivered is dropped
 * with the connection); whatever buffers in between; and the camera, whose longest answers take some seconds.
 */
export const LATE_EXECUTION_MS = 60_000;

/** Between looks at what may be carried out late: a gate that opens so stands open no longer than that. */
export const FOLLOW_UP_FIRST_MS = 500;
export const FOLLOW_UP_LONGEST_MS = 2_000;

/** A camera that may move says so often that it has no motors; while its web server restarts, it says that of anything. */
export const MOTOR_DENIALS = 5;

/** A relay may show its new state this much late (field note 33), and is looked at so often until then. */
export const RELAY_LAG_MS = 1_000;
export const RELAY_LOOK_MS = 100;

/** A firmware image has some 20 MB, and the camera writes it to flash while it receives it. */
export const UPLOAD_TIMEOUT_MS = 600_000;

/** Pause between looks at a camera that restarts. */
export const RESTART_LOOK_MS = 1_000;
