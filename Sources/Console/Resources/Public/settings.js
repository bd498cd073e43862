// Access keys, and links that sign another browser in.

import { post, put, remove } from "./api.js";
import { busy, confirmWith, find, findAll } from "./dom.js";
import { duration } from "./words.js";

find("#make-key").addEventListener("click", (event) => busy(event.target, async () => {
  const { id, secret } = await post("/_/api/keys", {});
  find("#new-key-id").textContent = id;
  find("#new-key-secret").textContent = secret;
  find("#new-key").showModal();
}));
find("#new-key").addEventListener("close", () => location.reload());
find("#new-key-close").addEventListener("click", () => find("#new-key").close());

for (const button of findAll("[data-key-action]")) {
  button.addEventListener("click", async () => {
    const { key, keyAction } = button.dataset;
    const path = `/_/api/keys/${encodeURIComponent(key)}`;
    if (keyAction === "delete") {
      const isSure = await confirmWith({ title: `Delete ${key}?`, text: "Programs that use it are refused from now on. This cannot be undone.", action: "Delete", isDanger: true });
      if (!isSure) return;
    }
    await busy(button, async () => {
      if (keyAction === "delete") await remove(path);
      else await put(path, { isEnabled: keyAction === "enable" });
      location.reload();
    });
  });
}

find("#make-link").addEventListener("click", (event) => busy(event.target, async () => {
  const { url, expires } = await post("/_/api/sign-in-link", {});
  find("#link-url").textContent = url;
  find("#link").hidden = false;
  find("#link-expires").textContent = `It works once, and for ${duration((new Date(expires) - Date.now()) / 1000)}.`;
}));
