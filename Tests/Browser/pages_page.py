"""What all pages have, and what the two galleries have in common."""


class Page:
    def __init__(self, console):
        self.console, self.browser = console, console.browser

    def open(self):
        self.browser.open(self.path)
        self.browser.find("#main")
        return self

    # The rail

    def next_step(self):
        """What the rail says is to be done, and what leads there is called."""
        return self.browser.text(".rail .next p"), self.browser.text(".rail .next a")

    def step(self, name):
        """How a step of the rail stands: done, failed or nothing; and what is said of it."""
        return tuple(self.browser.run(
            """const item = [...document.querySelectorAll('.rail .steps li')].find(each => each.innerText.includes(arguments[0]))
            return [['done', 'failed'].find(each => item.classList.contains(each)) ?? '', item.querySelector('a > .muted')?.textContent ?? '']""",
            name,
        ))


class Gallery(Page):
    """Pictures of which only those in the window are there."""

    TILE = "#gallery li.tile"

    def tiles(self):
        """The tiles in the window and a few more, as soon as they are filled."""
        self.browser.until(lambda: not self.browser.all(f"{self.TILE}.skeleton"), "the tiles")
        return self.browser.all(self.TILE)

    def names(self):
        """The file names of all images in the gallery, in their order, scrolled through."""
        return [name for name, _ in self.walk("tile.querySelector('.foot span').textContent")]

    def walk(self, expression):
        """The name of each tile, and what an expression of JavaScript says of it, from the first to the last."""
        found, height = {}, self.browser.run("return document.documentElement.scrollHeight")
        for top in range(0, height, 500):
            self.browser.run("scrollTo(0, arguments[0])", top)
            self.browser.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            self.tiles()
            some = self.browser.run(
                f"""return [...document.querySelectorAll('{self.TILE}')].map(tile =>
                        [Number(tile.dataset.index), tile.querySelector('.foot span').textContent, {expression}])"""
            )
            found.update({index: (name.rsplit("/", 1)[-1], value) for index, name, value in some})
        self.browser.run("scrollTo(0, 0)")
        return [each for _, each in sorted(found.items())]

    def tile(self, name):
        """The tile of an image, scrolled to."""
        index = self.names().index(name)
        self.browser.run(
            """const [index] = arguments
            const tiles = [...document.querySelectorAll(arguments[1])]
            const there = tiles.find(tile => Number(tile.dataset.index) === index)
            if (there) there.scrollIntoView({block: 'center'})
            else scrollTo(0, document.documentElement.scrollHeight * index / Number(tiles[0].getAttribute('aria-setsize')))""",
            index, self.TILE,
        )
        return self.browser.until(
            lambda: next((tile for tile in self.tiles() if tile.get_attribute("data-index") == str(index)), None), f"the tile of {name}"
        )
