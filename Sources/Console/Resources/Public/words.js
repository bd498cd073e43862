// Numbers and times as people say them.

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

export const number = (value) => whole.format(value);

/** "1 image", "1,204 images". */
export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** A score between 0 and 1, or a dash where there is none. */
export function score(value) {
  return value === null || value === undefined ? "–" : value.toFixed(2);
}

export function range(interval) {
  return interval ? `between ${score(interval[0])} and ${score(interval[1])}` : "";
}

/** "40 s", "3 min", "1 h 20 min". */
export function duration(seconds) {
  if (seconds < 0.95) return "under a second";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

export function bytes(value) {
  if (value < 1000) return `${value} bytes`;
  const units = ["kB", "MB", "GB", "TB"];
  let scaled = value / 1000;
  let unit = 0;
  while (scaled >= 1000 && unit < units.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  return `${scaled < 10 ? scaled.toFixed(1) : Math.round(scaled)} ${units[unit]}`;
}

/** "3 minutes ago", with the steps that a person would use. */
export function ago(date, now = new Date()) {
  const seconds = Math.round((now - date) / 1000);
  if (seconds < 45) return "just now";
  const steps = [[60, "minute"], [3600, "hour"], [86400, "day"], [86400 * 30, "month"], [86400 * 365, "year"]];
  let [size, name] = steps[0];
  for (const step of steps) if (seconds >= step[0]) [size, name] = step;
  return `${count(Math.max(1, Math.round(seconds / size)), name)} ago`;
}

/** "a, b and c". */
export function list(parts) {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
