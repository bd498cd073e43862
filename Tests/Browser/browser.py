"""Chromium as a person uses it: mouse, keys and dropped files come from the browser's own input, not from scripts of the page."""

import base64
import importlib.util
import pathlib
import time

import selenium.webdriver as webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0], "axe.min.js")
SHIFT, CONTROL = 8, 2
# What a key is called in events, where it is not the letter itself: code, and the number that old programs look at.
NAMED = {
    "Enter": ("Enter", 13), "Escape": ("Escape", 27), "Delete": ("Delete", 46), "Backspace": ("Backspace", 8),
    "ArrowLeft": ("ArrowLeft", 37), "ArrowUp": ("ArrowUp", 38), "ArrowRight": ("ArrowRight", 39),
    "ArrowDown": ("ArrowDown", 40), "Tab": ("Tab", 9), " ": ("Space", 32), "Home": ("Home", 36), "End": ("End", 35),
}
SYMBOLS = {"?": "Slash", "+": "Equal", "-": "Minus", "=": "Equal", "[": "BracketLeft", "]": "BracketRight"}


class Browser:
    """A window of Chromium without a screen."""

    def __init__(self, folder, *switches):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        # The sandbox cannot be had as root or in most containers, and /dev/shm is small in them.
        for switch in (
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--no-first-run", "--window-size=1280,900",
            f"--user-data-dir={folder}", *switches,
        ):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService(executable_path="/usr/bin/chromedriver")
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_script_timeout(60)
        self.origin = None

    def quit(self):
        self.driver.quit()

    def command(self, name, /, **arguments):
        """A command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, arguments)

    def run(self, script, *arguments):
        """Runs JavaScript in the page and returns what it returns, a promise's value included."""
        return self.driver.execute_script(script, *arguments)

    # Pages

    def open(self, path):
        self.driver.get(self.origin + path)

    @property
    def path(self):
        """Path and query of the page."""
        return self.run("return location.pathname + location.search")

    def reload(self):
        self.driver.refresh()

    def size(self, width, height=900):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def look(self, scheme):
        """light or dark, as the system would say."""
        features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.command("Emulation.setEmulatedMedia", features=features)

    def forget(self):
        """Leaves nothing of a test to the next one."""
        first, *others = self.driver.window_handles
        for window in others:
            self.driver.switch_to.window(window)
            self.driver.close()
        self.driver.switch_to.window(first)
        self.driver.get("about:blank")
        self.command("Network.clearBrowserCookies")
        if self.origin:
            self.command("Storage.clearDataForOrigin", origin=self.origin, storageTypes="all")
        self.command("Emulation.clearDeviceMetricsOverride")
        self.command("Emulation.setEmulatedMedia", features=[])
        self.driver.get_log("browser")

    def complaints(self):
        """Errors in the console of the browser since the last call: scripts that failed, and what the policy refused."""
        messages = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        # The photos of the project `broken` do not exist, so that there is something to complain of.
        return [message for message in messages if "/api/projects/broken/" not in message]

    def picture(self, path):
        """Keeps the page as a PNG: to its end, or with a dialog over it as far as the window shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = self.run("if (document.querySelector('dialog[open], #editor')) return false; scrollTo(0, 0); return true")
        image = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(image["data"]))

    # Elements

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def find(self, selector, seconds=20):
        """The first element that a CSS selector finds and that can be seen, as soon as there is one."""
        return self.until(lambda: next((each for each in self.all(selector) if each.is_displayed()), None), selector, seconds)

    def has(self, selector):
        return any(each.is_displayed() for each in self.all(selector))

    def texts(self, selector):
        """What stands in all elements that can be seen, at one moment."""
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].filter(each => each.checkVisibility()).map(each => each.innerText.trim())",
            selector,
        )

    def text(self, selector):
        return self.until(lambda: self.texts(selector), selector)[0]

    def click(self, selector):
        def clicked():
            self.find(selector).click()
            return True

        self.until(clicked, selector)

    def fill(self, selector, value):
        """Types a value in the place of what a field holds."""
        field = self.find(selector)
        field.send_keys(Keys.CONTROL + "a")
        field.send_keys(value or Keys.DELETE)

    def choose_option(self, selector, value):
        Select(self.find(selector)).select_by_value(value)

    def until(self, condition, what, seconds=20):
        """Waits until a condition gives something true, and returns it; elements that a page replaces meanwhile are looked for anew."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                value = condition()
            except StaleElementReferenceException:
                value = None
            if value:
                return value
            assert time.monotonic() < deadline, f"{what}: nothing within {seconds} s at {self.path}\n{self.complaints()}"
            time.sleep(0.03)

    def quiet(self, milliseconds=300):
        """Waits until the page has loaded nothing for a while."""
        self.run(
            """const [calm] = arguments
            let count = -1, since = performance.now()
            return new Promise(done => {
                const look = () => {
                    const now = performance.getEntriesByType('resource').length
                    if (now !== count) { count = now; since = performance.now() }
                    if (performance.now() - since > calm) done()
                    else setTimeout(look, 30)
                }
                look()
            })""",
            milliseconds,
        )

    # Keys and mouse

    def press(self, key, modifiers=0, times=1):
        """Presses keys as a keyboard does; what has the focus gets them."""
        for _ in range(times):
            event = self._key(key, modifiers)
            self.command("Input.dispatchKeyEvent", type="keyDown" if "text" in event else "rawKeyDown", **event)
            self.command("Input.dispatchKeyEvent", type="keyUp", **event)

    @staticmethod
    def _key(key, modifiers):
        if key in NAMED:
            code, number = NAMED[key]
            event = {"key": key, "code": code, "windowsVirtualKeyCode": number}
            text = {"Enter": "\r", " ": " "}.get(key)
        else:
            code = f"Digit{key}" if key.isdigit() else SYMBOLS.get(key, f"Key{key.upper()}")
            event = {"key": key, "code": code, "windowsVirtualKeyCode": ord(key.upper())}
            text = key
        # Chromium types nothing while Control is held.
        return {**event, "modifiers": modifiers, **({"text": text} if text and not modifiers & CONTROL else {})}

    def hold(self, key, down):
        """Presses a key down, or lets it go."""
        event = self._key(key, 0)
        kind = "keyUp" if not down else "keyDown" if "text" in event else "rawKeyDown"
        self.command("Input.dispatchKeyEvent", type=kind, **event)

    def mouse(self, kind, x, y, modifiers=0, button="left", buttons=0, **more):
        """mousePressed, mouseMoved, mouseReleased or mouseWheel at a point of the window."""
        self.command(
            "Input.dispatchMouseEvent", type=kind, x=x, y=y, modifiers=modifiers, buttons=buttons,
            button="none" if kind in ("mouseMoved", "mouseWheel") and not buttons else button,
            clickCount=1 if kind in ("mousePressed", "mouseReleased") else 0, **more,
        )

    def drag(self, start, end, steps=4, modifiers=0):
        """Draws with the left button from one point to another."""
        self.mouse("mouseMoved", *start, modifiers)
        self.mouse("mousePressed", *start, modifiers, buttons=1)
        for step in range(1, steps + 1):
            point = [a + (b - a) * step / steps for a, b in zip(start, end)]
            self.mouse("mouseMoved", *point, modifiers, buttons=1)
        self.mouse("mouseReleased", *end, modifiers)

    def point(self, x, y):
        """Clicks."""
        self.mouse("mouseMoved", x, y)
        self.mouse("mousePressed", x, y, buttons=1)
        self.mouse("mouseReleased", x, y)

    def drop(self, selector, *paths):
        """Drops files and folders of this machine into an element, as from a file manager."""
        box = self.find(selector).rect
        top = self.run("return [scrollX, scrollY]")
        x, y = box["x"] - top[0] + box["width"] / 2, box["y"] - top[1] + min(box["height"] / 2, 200)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.command("Input.dispatchDragEvent", type=kind, x=x, y=y, data=data)

    # Judging

    def violations(self):
        """What axe-core finds wrong with the page as it stands, a line each."""
        if not self.run("return 'axe' in window"):
            self.run(AXE.read_text())
        found = self.run("return axe.run(document, {resultTypes: ['violations']}).then(done => done.violations)")
        return [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
            for rule in found for node in rule["nodes"]
        ]

    def loaded(self):
        """What the page has loaded: address and bytes before compression, the page itself first."""
        return self.run("""
            return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .map(entry => [entry.name, entry.decodedBodySize])""")

    def own_bytes(self):
        """Of the JavaScript and the style sheets that the page has loaded the bytes before compression.

        Fetched again: of what the browser had already, the page's own records say 0.
        """
        names = {name for name, _ in self.loaded() if name.split("?")[0].endswith((".js", ".css"))}
        return self.run("""
            return Promise.all(arguments[0].map(name => fetch(name).then(file => file.ok ? file.arrayBuffer() : Promise.reject(name))))
                .then(files => files.reduce((sum, file) => sum + file.byteLength, 0))""", sorted(names))
