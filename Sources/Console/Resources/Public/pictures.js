// Pictures decoded ahead of time, so that the next one is painted at once. Only a few are kept: a photo takes some 50 MB decoded.

export class Pictures {
  #kept = new Map();
  #limit;

  constructor(limit = 6) {
    this.#limit = limit;
  }

  /** The decoded picture, or null while it is not ready. */
  ready(entry) {
    const held = this.#kept.get(entry.id);
    if (!held?.bitmap) return null;
    this.#touch(entry.id, held);
    return held.bitmap;
  }

  /** The one used last is let go of last. */
  #touch(id, held) {
    this.#kept.delete(id);
    this.#kept.set(id, held);
  }

  load(entry) {
    const held = this.#kept.get(entry.id);
    if (held) {
      this.#touch(entry.id, held);
      return held.promise;
    }
    const made = { bitmap: null, promise: null };
    made.promise = decode(entry.picture).then(
      (bitmap) => {
        if (this.#kept.get(entry.id) !== made) bitmap.close();
        else made.bitmap = bitmap;
        return bitmap;
      },
      (error) => {
        if (this.#kept.get(entry.id) === made) this.#kept.delete(entry.id);
        throw error;
      },
    );
    this.#kept.set(entry.id, made);
    while (this.#kept.size > this.#limit) {
      const [oldest, { bitmap }] = this.#kept.entries().next().value;
      bitmap?.close();
      this.#kept.delete(oldest);
    }
    return made.promise;
  }
}

async function decode(url) {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error("This picture cannot be read.");
  return createImageBitmap(await response.blob());
}
