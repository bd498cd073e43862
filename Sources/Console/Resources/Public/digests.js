// The content of a file as a short name, the same as the server's.

/** SHA-256 in hexadecimal digits. */
export async function digest(file) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
