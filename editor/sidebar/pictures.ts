import { about, picture, type Answer } from '../core/api.js';
import type { ListedCamera } from './camera-list.js';

/** After scrolling: what is only passed by is not asked for. */
const SETTLE_MS = 250;
/** Few, since a browser has six connections to a server, and cameras that are away hold theirs for seconds. */
const ASKED_AT_A_TIME = 2;
const RENEW_MS = 10_000;
const RENEW_AFTER_FAILURE_MS = 30_000;
/** One that no node uses is tried by nobody else. */
const RENEW_OFFLINE_MS = 60_000;
const KEPT_PICTURES = 60;

interface Seen {
  picture?: string;
  /** In which state the camera was when it was last asked. */
  state: string;
  dueAt: number;
}

/** What a camera in sight is shown with. */
export interface PictureRow {
  readonly camera: ListedCamera;
  showPicture(jpeg: string): void;
}

/**
 * Asks the cameras in sight for pictures, and for model and firmware where nobody did before: a few at a time, one thing
 * after the other, and none that refused the log-in, which would lock its account.
 */
export class Pictures {
  readonly #visible: () => readonly PictureRow[];
  readonly #mayLook: boolean;
  readonly #seen = new Map<string, Seen>();
  readonly #asked = new Set<string>();
  #timer: number | undefined;

  constructor(visible: () => readonly PictureRow[], mayLook: boolean) {
    this.#visible = visible;
    this.#mayLook = mayLook;
  }

  /** What a camera was last seen with. */
  of(id: string): string | undefined {
    return this.#seen.get(id)?.picture;
  }

  /** Call it when other rows are in sight, or their states are known anew. */
  update(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#advance(), SETTLE_MS);
  }

  stop(): void {
    window.clearTimeout(this.#timer);
  }

  #advance(): void {
    const due = this.#visible()
      .map((row) => ({ row, at: this.#dueAt(row.camera) }))
      .filter(({ row, at }) => at <= performance.now() && !this.#asked.has(row.camera.id))
      .sort((one, other) => one.at - other.at);
    for (const { row } of due.slice(0, ASKED_AT_A_TIME - this.#asked.size)) void this.#ask(row.camera);
  }

  #dueAt({ id, state, isKnown, isDeployed }: ListedCamera): number {
    if (!isDeployed || !['unknown', 'online', 'offline'].includes(state)) return Infinity;
    if (!this.#mayLook && isKnown) return Infinity;
    const seen = this.#seen.get(id);
    const isBack = state === 'online' && seen?.state !== 'online';
    return seen && !isBack ? seen.dueAt : 0;
  }

  async #ask(camera: ListedCamera): Promise<void> {
    const { id, state, isKnown } = camera;
    this.#asked.add(id);
    let last: Answer<object> = { ok: true };
    if (this.#mayLook) last = await this.#look(id);
    if (last.ok && !isKnown) last = await about(id);
    const pause = last.ok ? RENEW_MS : state === 'offline' ? RENEW_OFFLINE_MS : RENEW_AFTER_FAILURE_MS;
    const present = this.#seen.get(id)?.picture;
    this.#keep(id, { picture: present, state, dueAt: performance.now() + pause });
    this.#asked.delete(id);
    this.update();
  }

  async #look(id: string): Promise<Answer<object>> {
    const answer = await picture(id);
    if (!answer.ok || !answer.picture) return answer;
    this.#keep(id, { picture: answer.picture, state: 'online', dueAt: Infinity });
    this.#visible()
      .find(({ camera }) => camera.id === id)
      ?.showPicture(answer.picture);
    return answer;
  }

  /** Forgets the pictures that were seen longest ago. */
  #keep(id: string, seen: Seen): void {
    this.#seen.delete(id);
    this.#seen.set(id, seen);
    const [oldest] = this.#seen;
    if (this.#seen.size > KEPT_PICTURES && oldest) this.#seen.delete(oldest[0]);
  }
}
