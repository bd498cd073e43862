// Where the picture lies in the window: a point p of the picture is at p * scale + offset. Pure values.

const MARGIN = 24;
export const LARGEST = 40;

/** The whole picture, as large as the window allows; small pictures are not blown up beyond eight times. */
export function fit(size, view, margin = MARGIN) {
  const scale = Math.min((view.width - 2 * margin) / size.width, (view.height - 2 * margin) / size.height, 8);
  const safe = Math.max(scale, 0.001);
  return { scale: safe, x: (view.width - size.width * safe) / 2, y: (view.height - size.height * safe) / 2 };
}

export const toPicture = (camera, point) => ({ x: (point.x - camera.x) / camera.scale, y: (point.y - camera.y) / camera.scale });
export const toWindow = (camera, point) => ({ x: point.x * camera.scale + camera.x, y: point.y * camera.scale + camera.y });

/** Closer or further by `factor`, with what is at `point` of the window staying there. */
export function zoomed(camera, point, factor, size, view) {
  const smallest = fit(size, view).scale / 2;
  const scale = Math.min(Math.max(camera.scale * factor, Math.min(smallest, camera.scale)), LARGEST);
  const ratio = scale / camera.scale;
  return kept({ scale, x: point.x - (point.x - camera.x) * ratio, y: point.y - (point.y - camera.y) * ratio }, size, view);
}

export function panned(camera, dx, dy, size, view) {
  return kept({ ...camera, x: camera.x + dx, y: camera.y + dy }, size, view);
}

/** Never so far that the picture is lost: a strip of it stays in the window. */
function kept(camera, size, view) {
  const strip = 60;
  const clamp = (value, extent, room) => Math.min(Math.max(value, Math.min(strip - extent, 0)), Math.max(room - strip, 0));
  return {
    ...camera,
    x: clamp(camera.x, size.width * camera.scale, view.width),
    y: clamp(camera.y, size.height * camera.scale, view.height),
  };
}

/** The smallest move that brings a box into the window, so that selecting by keyboard shows what was selected. */
export function showing(camera, box, view, margin = MARGIN) {
  const shift = (start, length, room) => {
    if (length > room - 2 * margin) return room / 2 - (start + length / 2);
    if (start < margin) return margin - start;
    if (start + length > room - margin) return room - margin - (start + length);
    return 0;
  };
  const at = toWindow(camera, box);
  return {
    ...camera,
    x: camera.x + shift(at.x, box.width * camera.scale, view.width),
    y: camera.y + shift(at.y, box.height * camera.scale, view.height),
  };
}
