/** Set before the dialog of a new camera is opened; the dialog takes it back. */
export const searchAtOnce = { isWanted: false };
