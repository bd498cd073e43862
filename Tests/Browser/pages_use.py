"""Putting a version to use; keys and settings."""

from pages_page import Page


class Use(Page):
    def __init__(self, console, project, version):
        super().__init__(console)
        self.path = f"/_/projects/{project}/versions/{version}/use"

    def start(self):
        self.browser.click('[data-opens="start-dialog"]')
        self.browser.click('#start button[type="submit"]')
        self.browser.find("#stop", 60)

    def stop(self):
        self.browser.click("#stop")
        # Programs may depend on it, so it asks.
        self.browser.until(lambda: self.browser.has('dialog[open] button[value="yes"]') or self.browser.has('[data-opens="start-dialog"]'), "an answer")
        if self.browser.has('dialog[open] button[value="yes"]'):
            self.browser.click('dialog[open] button[value="yes"]')
        self.browser.find('[data-opens="start-dialog"]', 60)

    def stop_if_running(self):
        if self.browser.has("#stop"):
            self.stop()

    def drop(self, path):
        # The box to drop into makes room for the picture after the first one.
        self.browser.drop("#try-drop" if self.browser.has("#try-drop") else "#try-result", path)

    def detections(self):
        """How many are shown in the picture that was dropped."""
        self.browser.find("#try-result")
        self.browser.quiet()
        return len(self.browser.all("#try-scene .box"))

    def minimum(self):
        """The least confidence of those shown, in per cent."""
        return float(self.browser.run("return document.getElementById('try-confidence').value"))

    def problem(self):
        return self.browser.until(
            lambda: self.browser.has("#try-text") and not self.browser.text("#try-text").startswith("Looking")
            and self.browser.text("#try-text"),
            "a problem in words",
        )

    def mode(self):
        """on-demand or manual."""
        return self.browser.run("return document.querySelector('#mode input:checked').value")

    def serve(self, mode, idle_seconds):
        """Keeps a serving mode and an idle time."""
        self.browser.click(f'#mode input[value="{mode}"]')
        self.browser.fill("#idle", str(idle_seconds))
        self.browser.run("window.isOld = true")
        self.browser.click("#mode-save")
        self.browser.until(lambda: not self.browser.run("return window.isOld"), "the page with what was kept")
        self.browser.find("#mode-save")

    def usage(self):
        """The cells of each month."""
        return self.browser.run(
            """return [...document.querySelectorAll('section[aria-labelledby=usage-title] tbody tr')]
                   .map(row => [...row.children].map(cell => cell.innerText.trim()))"""
        )

    def usage_overflow(self):
        """How many pixels of its table are cut off."""
        return self.browser.run(
            """const region = document.querySelector('section[aria-labelledby=usage-title] .scrolls')
            return region.scrollWidth - region.clientWidth"""
        )

    def usage_words(self):
        return self.browser.text('section[aria-labelledby="usage-title"] p')

    def open_versions(self):
        """Opens the menu of the versions by its keys; the names in it."""
        self.browser.run("document.querySelector('#version-menu summary').focus()")
        self.browser.press("Enter")
        self.browser.find("#version-menu[open] a")
        return self.browser.texts("#version-menu li")

    def has_versions_open(self):
        return self.browser.has("#version-menu[open]")

    def snippets(self):
        """Code by language."""
        found = self.browser.run("return [...document.querySelectorAll('[id^=code-]')].filter(each => each.matches('code')).map(each => [each.id.slice(5), each.textContent])")
        return dict(found)

    def choose_language(self, language):
        self.browser.click(f"#tab-{language}")

    def downloads(self):
        links = self.browser.run("return [...document.querySelectorAll('section[aria-labelledby=model-title] a')].map(each => each.getAttribute('href'))")
        return {link.rsplit(".", 1)[1]: link for link in links}

    def thresholds(self):
        return self.browser.text('section[aria-labelledby="thresholds-title"]')


class Settings(Page):
    path = "/_/settings"

    def add_key(self):
        """Makes a key; its number and secret, which are shown."""
        self.browser.click("#make-key")
        self.browser.until(lambda: self.browser.text("#new-key-secret"), "the secret")
        return self.browser.text("#new-key-id"), self.browser.text("#new-key-secret")

    def keep(self):
        """Closes the dialog with the secret."""
        self.browser.click("#new-key-close")
        self.browser.until(lambda: not self.browser.has("#new-key"), "the dialog closed")

    def keys(self):
        self.browser.find("#make-key")
        return self.browser.texts('section[aria-labelledby="keys-title"] tbody th code')

    def act(self, key, action):
        """disable, enable or delete."""
        self.browser.click(f'[data-key="{key}"][data-key-action="{action}"]')
        if action == "delete":
            self.browser.click('dialog[open] button[value="yes"]')

    def make_link(self):
        self.browser.click("#make-link")
        return self.browser.until(lambda: self.browser.text("#link-url"), "the link")
