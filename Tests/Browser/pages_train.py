"""Starting a training, and watching one."""

from pages_page import Page


class Train(Page):
    def __init__(self, console, project):
        super().__init__(console)
        self.path = f"/_/projects/{project}/train"

    def unfold(self):
        self.browser.run("document.querySelector('#train details').open = true")
        self.browser.find("#epochs")

    def start(self, name, **settings):
        self.browser.fill("#version-name", name)
        if settings:
            self.unfold()
        for setting, value in settings.items():
            self.browser.fill(f"#{setting}", str(value))
        self.browser.click("#train-button")

    def obstacles(self):
        return self.browser.texts(".note.warn li")

    def error(self):
        return self.browser.until(lambda: "".join(self.browser.texts("#train-error, .error")), "an error")


class Training(Page):
    def __init__(self, console, project, version):
        super().__init__(console)
        self.path = f"/_/projects/{project}/versions/{version}/training"

    def shows_progress(self):
        """Waits until it says how far the training is."""
        return self.browser.until(
            lambda: self.browser.has("#progress-text") and "Waiting for news" not in self.browser.text("#progress-text")
            or self.browser.has('.page-head a[href$="/evaluate"]'),
            "the progress", 60,
        )

    def shows_the_end(self):
        self.browser.find('.page-head a[href$="/evaluate"]', 60)

    def has_curves(self):
        return self.browser.until(lambda: self.browser.has("#loss-chart svg polyline"), "the loss")

    def attempts(self):
        """What is said of how often a trainer was started."""
        return self.browser.run("return document.getElementById('attempts').textContent")

    def cancel(self):
        self.browser.click("#cancel")
        self.browser.click('dialog[open] button[value="yes"]')
        self.browser.until(lambda: not self.browser.has("#cancel"), "the end of the training", 60)

    def reason(self):
        """Why it failed."""
        return self.browser.text('.note.wrong[role="alert"]')
