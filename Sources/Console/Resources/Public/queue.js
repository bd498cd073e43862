// Uploading thousands of files, one request each, a few at once. Knows nothing of the page: it is told how to send and says what changed.

const TRIES = 6;

export class UploadQueue {
  #send;
  #changed;
  #later;
  #parallel;
  #waiting = [];
  #active = new Set();
  #isPaused = false;
  #stop = new AbortController();

  added = 0;
  known = 0;
  bytes = 0;
  total = 0;
  /** { item, message } for each file that was refused or given up. */
  failures = [];
  /** Why the queue stands still, or null. */
  halt = null;

  /** `send(item, signal)` gives { outcome: "added" | "known" } or throws; an error may say `mayPass`, `status`, `message`. */
  constructor({ send, changed, parallel = 4, later = (milliseconds, work) => setTimeout(work, milliseconds) }) {
    this.#send = send;
    this.#changed = changed;
    this.#parallel = parallel;
    this.#later = later;
  }

  get waiting() { return this.#waiting.length; }
  get active() { return this.#active.size; }
  get done() { return this.added + this.known + this.failures.length; }
  get isFinished() { return this.total > 0 && this.done >= this.total; }
  /** Aborted when the upload is cancelled. */
  get signal() { return this.#stop.signal; }
  get isPaused() { return this.#isPaused; }

  /** Says that so many files will come, by `add` with `isPlanned` or by `skip`. */
  plan(count) {
    this.total += count;
    this.#changed();
  }

  /** Files that were planned and are known already, so that they need not be sent. */
  skip(count) {
    this.known += count;
    this.#changed();
  }

  add(items, { isPlanned = false } = {}) {
    for (const item of items) this.#waiting.push({ item, tries: 0 });
    if (!isPlanned) this.total += items.length;
    this.#changed();
    this.#fill();
  }

  pause(reason = null) {
    this.#isPaused = true;
    this.halt = reason;
    this.#changed();
  }

  resume() {
    this.#isPaused = false;
    this.halt = null;
    this.#changed();
    this.#fill();
  }

  /** Those that failed go to the end of the queue again. */
  retryFailures() {
    const again = this.failures.map(({ item }) => item);
    this.failures = [];
    this.total -= again.length;
    this.add(again);
  }

  /** Forgets what has not been sent; what is on its way is cut off. */
  cancel() {
    this.total = this.done;
    this.#waiting = [];
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#active.clear();
    this.#changed();
  }

  #fill() {
    while (!this.#isPaused && this.#active.size < this.#parallel && this.#waiting.length > 0) this.#start(this.#waiting.shift());
  }

  async #start(job) {
    this.#active.add(job);
    const { signal } = this.#stop;
    try {
      const { outcome } = await this.#send(job.item, signal);
      if (signal.aborted) return;
      if (outcome === "known") this.known += 1;
      else this.added += 1;
      this.bytes += job.item.file?.size ?? 0;
    } catch (error) {
      if (signal.aborted) return;
      this.#failed(job, error);
    } finally {
      if (!signal.aborted) {
        this.#active.delete(job);
        this.#changed();
        this.#fill();
      }
    }
  }

  #failed(job, error) {
    if (error.status === 401 || error.status === 507) {
      // Every other file would meet the same; nothing is lost, it goes on when the reason is gone.
      this.#waiting.unshift(job);
      this.pause(error.message);
    } else if (error.mayPass && job.tries + 1 < TRIES) {
      job.tries += 1;
      // While it waits it counts as active, so that the queue slows down with the server.
      const parked = { ...job };
      this.#active.add(parked);
      const { signal } = this.#stop;
      this.#later(500 * 2 ** job.tries, () => {
        if (signal.aborted) return;
        this.#active.delete(parked);
        this.#waiting.unshift({ item: job.item, tries: job.tries });
        this.#fill();
      });
    } else {
      this.failures.push({ item: job.item, message: error.message });
    }
  }
}
