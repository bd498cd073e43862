// Talking to the console's own JSON. Every failure becomes an ApiError whose message can be shown as it stands.

export class ApiError extends Error {
  constructor(status, code, message, body = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = body;
  }

  /** Whether the same request may well succeed a little later. */
  get mayPass() {
    if (this.code === "in-use" || this.code === "not-ready" || this.code === "busy") return true;
    return this.status === 0 || this.status === 408 || this.status === 429 || (this.status >= 500 && this.status !== 507);
  }
}

function csrf() {
  return document.querySelector('meta[name="csrf"]')?.content ?? "";
}

/** Sends a request; `body` may be a value for JSON, or a Blob, which goes as it is. */
export async function request(method, path, { body, headers = {}, signal } = {}) {
  const all = { Accept: "application/json", ...headers };
  if (method !== "GET") all["X-Katmai-CSRF"] = csrf();
  let sent = body;
  if (body !== undefined && !(body instanceof Blob)) {
    all["Content-Type"] = "application/json";
    sent = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, { method, headers: all, body: sent, signal, credentials: "same-origin" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "unreachable", "Katmai does not answer. Is it still running?");
  }
  const text = await response.text();
  let answer = {};
  try {
    if (text !== "") answer = JSON.parse(text);
  } catch {
    throw new ApiError(response.status, "unreadable", `Katmai answered ${response.status} with something that is not JSON.`);
  }
  if (response.ok) return answer;
  const { code = "unknown", message = `Katmai answered ${response.status}.` } = answer.error ?? {};
  throw new ApiError(response.status, code, message, answer);
}

export const get = (path, options) => request("GET", path, options);
export const post = (path, body, options) => request("POST", path, { body, ...options });
export const put = (path, body, options) => request("PUT", path, { body, ...options });
export const remove = (path, options) => request("DELETE", path, options);

/** A path with a query; lists repeat their name, and what is empty is left out. */
export function withQuery(path, query) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${text}`;
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
