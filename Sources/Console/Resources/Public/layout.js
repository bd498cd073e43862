// Which tiles of a long gallery are in the window. Pure numbers, so that 100,000 images cost what 40 cost.

export const GAP = 12;
const LEAST = 190;

/** How the tiles stand in a given width: `count` tiles in rows of `columns`. */
export function arrange(count, width) {
  const columns = Math.max(1, Math.floor((width + GAP) / (LEAST + GAP)));
  const tileWidth = (width - GAP * (columns - 1)) / columns;
  const tileHeight = Math.round((tileWidth * 3) / 4);
  const rows = Math.ceil(count / columns);
  return { count, columns, tileWidth, tileHeight, rows, height: rows === 0 ? 0 : rows * (tileHeight + GAP) - GAP };
}

/** The tiles from `first` up to, not including, `end` for a window that begins `top` below the gallery's start. */
export function visible(layout, top, viewHeight, { before = 1, after = 2 } = {}) {
  const row = layout.tileHeight + GAP;
  const firstRow = Math.max(0, Math.floor(top / row) - before);
  // The first rows are there even while the gallery is below the window, so that Tab finds its way in.
  const endRow = Math.min(layout.rows, Math.max(firstRow + after, Math.ceil((top + viewHeight) / row) + after));
  return { first: firstRow * layout.columns, end: Math.max(firstRow * layout.columns, Math.min(layout.count, endRow * layout.columns)) };
}

export function place(layout, index) {
  const column = index % layout.columns;
  const row = Math.floor(index / layout.columns);
  return { x: column * (layout.tileWidth + GAP), y: row * (layout.tileHeight + GAP) };
}

/** The tile that an arrow key leads to; stays where there is none. */
export function neighbour(layout, index, key) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -layout.columns, ArrowDown: layout.columns }[key];
  if (key === "Home") return 0;
  if (key === "End") return layout.count - 1;
  if (step === undefined) return null;
  const next = index + step;
  return next < 0 || next >= layout.count ? index : next;
}
