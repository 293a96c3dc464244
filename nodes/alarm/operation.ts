import type { Operation } from '../shared/operation';
import { definition } from './definition';

/** Any message triggers. */
export const alarm: Operation = {
  definition,
  parseRequest: () => undefined,
  async execute(_request, { camera, owner, status, send }) {
    await camera.write('alarm', {}, { owner });
    status.done('triggered');
    send({ triggered: true });
  },
};
