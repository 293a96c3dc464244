/** What a `LinkedList` holds. */
export interface Linked<T> {
  previous?: T;
  next?: T;
}

/** First in, first out, but any item can leave at any time without a search. */
export class LinkedList<T extends Linked<T>> {
  #first: T | undefined;
  #last: T | undefined;

  get first(): T | undefined {
    return this.#first;
  }

  append(item: T): void {
    item.previous = this.#last;
    item.next = undefined;
    if (this.#last) this.#last.next = item;
    else this.#first = item;
    this.#last = item;
  }

  remove(item: T): void {
    if (item.previous) item.previous.next = item.next;
    else this.#first = item.next;
    if (item.next) item.next.previous = item.previous;
    else this.#last = item.previous;
    item.previous = item.next = undefined;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let item = this.#first; item;) {
      // It may leave meanwhile.
      const { next } = item;
      yield item;
      item = next;
    }
  }
}
