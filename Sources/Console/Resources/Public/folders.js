// The files in what was dropped, folders and their folders too, each with its path as it lay there.

const PICTURES = /\.(jpe?g|png|webp)$/i;

/** Whether a file can be a picture that Katmai reads; what the file really holds is for the server to judge. */
export function isPicture(name, type = "") {
  return PICTURES.test(name) || ["image/jpeg", "image/png", "image/webp"].includes(type);
}

/** Parts what was brought into pictures and the rest; hidden files are left out without a word. */
export function sort(files) {
  const pictures = [];
  const others = [];
  for (const one of files) {
    const name = one.path.split("/").at(-1);
    if (name.startsWith(".") || name === "Thumbs.db" || name === "desktop.ini") continue;
    (isPicture(name, one.file.type) ? pictures : others).push(one);
  }
  return { pictures, others };
}

export function fromInput(files) {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** Reads a drop. Must be called at once in the event: the list of items is emptied after it. */
export async function fromDrop(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return fromInput(transfer.files);
  const found = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // Browsers hand out a hundred at a time, and an empty list at the end.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const child of some) await walk(child, found);
  }
}
