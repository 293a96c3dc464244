import { CameraError } from '../../camera/core/errors';
import { execute } from '../../camera/operations/execute';
import type { SeededRandom } from './seeded-random';
import { pause } from './fast-clock';
import { keyOf } from './keys';
import { MOVEMENT_END, type About } from './ledger';
import type { Unit } from './unit';

/** How often each kind of message comes. */
const EVERYTHING = {
  read: 28,
  picture: 1,
  setting: 10,
  get: 4,
  open: 4,
  close: 5,
  toggle: 3,
  pulse: 12,
  'limited move': 10,
  'endless move': 4,
  joystick: 1,
  stop: 6,
  preset: 5,
  alarm: 4,
  upload: 3,
  raw: 4,
  wrong: 3,
  withdraw: 1.5,
  redeploy: 0.3,
};

/** What ends by itself, and rarely enough that nothing covers up for what went before. */
const LIMITED: typeof EVERYTHING = {
  ...EVERYTHING,
  read: 40,
  picture: 5,
  open: 0,
  close: 0,
  toggle: 0,
  pulse: 5,
  'endless move': 0,
  joystick: 0,
  stop: 0,
  withdraw: 0,
};

const READS = ['image', 'model', 'info', 'capabilities', 'time', 'motion', 'keepAlive'];

/** Asks one camera for things, at random. */
export class Load {
  readonly #unit: Unit;
  readonly #random: SeededRandom;
  readonly #kinds: typeof EVERYTHING;
  #count = 0;

  constructor(unit: Unit) {
    this.#unit = unit;
    this.#random = unit.random.fork();
    unit.isLimited = this.#random.next() < 0.5;
    this.#kinds = unit.isLimited ? LIMITED : EVERYTHING;
  }

  /** Asks for one thing, or for many at once. */
  issue(): void {
    const random = this.#random;
    const unit = this.#unit;
    const gone = random.of(unit.owners);
    const { signal } = gone;
    const { client } = unit;
    const kind = random.weighted(this.#kinds);
    switch (kind) {
      case 'read':
        return this.#ask({ kind }, () => execute(client, random.of(READS), {}, { signal }));
      case 'picture':
        return this.#ask({ kind }, () => client.read('snapshot', { stream: 0 }, { signal }));
      case 'setting': {
        const to = String(random.between(0, 255));
        const sets = { what: 'brightness', to } as const;
        return this.#ask({ kind, sets }, () =>
          execute(client, 'image', { brightness: Number(to) }, { signal }),
        );
      }
      case 'get':
        return this.#ask({ kind }, () => client.relay.get({ signal }));
      case 'open':
      case 'close':
      case 'toggle':
        return this.#switch(kind, signal);
      case 'pulse':
        return this.#pulse(signal);
      case 'limited move':
        return this.#move(signal, random.between(200, 4_000));
      case 'endless move':
        return this.#move(signal, undefined);
      case 'joystick':
        for (let step = 0; step < 40; step += 1) this.#move(signal, random.between(200, 4_000));
        return;
      case 'stop':
        return this.#ask({ kind }, () => client.ptz.stop(this.#trouble('a stop')));
      case 'preset':
        return this.#preset(signal);
      case 'alarm':
        return this.#ask({ kind, key: keyOf('setManualInputAlarm', {}) }, () =>
          execute(client, 'alarm', {}, { signal }),
        );
      case 'upload': {
        const input = { stream: random.of([0, 1] as const), upload: 0 } as const;
        return this.#ask({ kind, key: keyOf('snapshot.cgi', input) }, () =>
          client.write('snapshot', input, { signal }),
        );
      }
      case 'raw': {
        const params = { tag: `t${++this.#count}` };
        const input = { path: 'setManualInputAlarm', params };
        return this.#ask({ kind, key: keyOf('setManualInputAlarm', params) }, () =>
          execute(client, 'raw', input, { signal, allowDestructive: true }),
        );
      }
      case 'wrong': {
        const input = random.of([{ move_x: 7 }, { call_preset: 0 }, { move_x: 0 }, { nonsense: 1 }]);
        return this.#ask({ kind }, () => execute(client, 'ptz', input, { signal }));
      }
      case 'withdraw': {
        unit.owners[unit.owners.indexOf(gone)] = new AbortController();
        gone.abort();
        return this.#ask({ kind }, () => client.release(signal));
      }
      case 'redeploy':
        return unit.redeploy();
    }
  }

  /** The last things of a round: whatever becomes of them, each has to end by itself. */
  async leaveLimited(): Promise<void> {
    const random = this.#random;
    const { signal } = random.of(this.#unit.owners);
    for (let count = random.between(1, 4); count > 0; count -= 1) {
      const kind = random.of(['pulse', 'move', 'move', 'preset']);
      if (kind === 'pulse') this.#pulse(signal);
      else if (kind === 'move') this.#move(signal, random.between(200, 4_000));
      else this.#preset(signal);
      await pause(random.between(0, 100));
    }
  }

  /** Leaves the relay open and the camera moving, if they can be reached, for whoever closes the client now. */
  leaveUnfinished(): void {
    const { signal } = this.#random.of(this.#unit.owners);
    this.#pulse(signal, 60_000);
    this.#move(signal, 60_000);
  }

  #ask(
    about: About,
    command: () => Promise<unknown>,
    resultOf: (result: unknown) => string | undefined = () => undefined,
  ): void {
    const { ledger } = this.#unit;
    const message = ledger.begin(about);
    const superseded = (result: unknown) => result === false && about.key !== undefined;
    command().then(
      (result) => ledger.end(message, superseded(result) ? 'superseded' : 'done', resultOf(result)),
      (error: unknown) => {
        // Anything else is a bug, and ends the soak.
        if (!CameraError.is(error)) throw error;
        ledger.end(message, error.code);
      },
    );
  }

  #switch(kind: 'open' | 'close' | 'toggle', signal: AbortSignal): void {
    const { client, restOpen } = this.#unit;
    const verify = this.#random.next() < 0.8;
    const to = kind === 'toggle' ? undefined : String(kind === 'open');
    const leavesRest = to !== String(restOpen);
    const command = () =>
      kind === 'toggle'
        ? client.relay.toggle({ verify, signal })
        : client.relay.set(kind === 'open', { verify, signal });
    this.#ask({ kind, sets: { what: 'relay', to }, leavesRest }, command, String);
  }

  #pulse(signal: AbortSignal, durationMs = this.#random.between(100, 3_000)): void {
    const { client, restOpen, ledger, shared } = this.#unit;
    const pulse = { durationMs, restOpen, verify: this.#random.next() < 0.8, signal };
    this.#ask({ kind: 'pulse', leavesRest: true }, async () => {
      const { end } = await client.relay.pulse({ ...pulse, onTrouble: this.#trouble('the rest of a pulse') });
      const ended = ledger.expect('the end of a pulse');
      void end.then((how) => {
        ended();
        if (how === 'completed') ledger.rests.push(shared.clock.now());
      });
    });
  }

  #move(signal: AbortSignal, stopAfterMs: number | undefined): void {
    const { client, ledger } = this.#unit;
    const input = this.#direction();
    const endless = stopAfterMs === undefined;
    this.#ask({ kind: 'move', key: keyOf('ptz_ctrl', input), endless }, async () => {
      let tell = ledger.expect(MOVEMENT_END);
      let told = 0;
      const onEnd = () => {
        told += 1;
        tell();
      };
      // Only what began must have an end, and only one.
      const never = () => {
        if (told === 0) tell();
        tell = () => undefined;
      };
      const onTrouble = this.#trouble('the stop of a movement');
      try {
        const began = await client.ptz.move({ input, stopAfterMs, signal, onTrouble, onEnd });
        if (!began) never();
        return began;
      } catch (error) {
        never();
        throw error;
      }
    });
  }

  #preset(signal: AbortSignal): void {
    const { client } = this.#unit;
    const name = this.#random.of(['call_preset', 'add_preset', 'delete_preset'] as const);
    const input = { [name]: (++this.#count % 255) + 1 };
    const onTrouble = this.#trouble('the stop of a preset');
    this.#ask({ kind: 'preset', key: keyOf('ptz_ctrl', input) }, () =>
      client.ptz.preset({ input, signal, onTrouble }),
    );
  }

  /** No two movements of a round are the same, so that each is known when it arrives. */
  #direction(): Record<string, number> {
    const AXES = ['move_x', 'move_y', 'zoom', 'focus', 'iris'];
    let rest = ++this.#count;
    const speed = (rest % 10) + 1;
    rest = Math.floor(rest / 10);
    const input: Record<string, number> = { speed };
    for (const axis of AXES) {
      const direction = (rest % 3) - 1;
      rest = Math.floor(rest / 3);
      if (direction !== 0) input[axis] = direction;
    }
    // A camera refuses to move nowhere.
    return Object.keys(input).length > 1 ? input : this.#direction();
  }

  /** Trouble is told once, and made up for in the end. */
  #trouble(what: string) {
    const { ledger } = this.#unit;
    return (_error: CameraError, ended: Promise<unknown>): void => {
      void ended.then(ledger.expect(`${what} that was made up for`));
    };
  }
}
