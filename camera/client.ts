/** What is heavy in here: `index.ts` loads it at first use. */
export { Camera } from './camera';
export { upgrade } from './firmware';
export { foresee, perform } from './perform';
export { restart } from './restart';
