/** What is heavy in here: `index.ts` loads it at first use. */
export { Camera } from './device/camera';
export { upgrade } from './operations/firmware';
export { validateConfig, execute } from './operations/execute';
export { restart } from './operations/restart';
export * as backup from './operations/backup';
export { answersToUs } from './discovery/answers-to-us';
export { discover } from './discovery/discover';
