import { EventEmitter } from 'node:events';

it('adds a listener too many', () => {
  const emitter = new EventEmitter();
  for (let i = 0; i <= EventEmitter.defaultMaxListeners; i++) emitter.on('stray', () => undefined);
});
