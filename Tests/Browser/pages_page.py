"""What all pages have."""


class Page:
    def __init__(self, console):
        self.console, self.browser = console, console.browser

    def open(self):
        self.browser.open(self.path)
        self.browser.find("#main, [data-page]")
        return self
