"""Every page, in three languages, as a browser, a keyboard and a screen reader meet it."""

import collections
import hashlib
import html.parser
import os
import pathlib
import unittest
import urllib.parse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from served import LANGUAGES, PIPELINES, shared

LARGEST = 300_000
# Of each kind of page, language and pipeline, how many the browser opens.
SAMPLE = 2
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Links(html.parser.HTMLParser):
    """The addresses that a page leads to or loads."""

    def __init__(self):
        super().__init__()
        self.found, self.loaded, self.styles, self.ids = [], [], 0, []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a" and attributes.get("href"):
            self.found.append(attributes["href"])
        for name in ["src", "srcset", "data", "action", "poster"]:
            if attributes.get(name):
                self.loaded.append(attributes[name])
        if tag == "link":
            self.loaded.append(attributes.get("href", ""))
        if tag == "script" or "style" in attributes or any(n.startswith("on") for n in attributes):
            self.styles += 1
        if attributes.get("id"):
            self.ids.append(attributes["id"])


def kind(address):
    """What page it is, whatever the language, the pipeline and the values asked for."""
    parts = urllib.parse.urlsplit(address)
    segments = parts.path.strip("/").split("/")
    names = sorted(urllib.parse.parse_qs(parts.query))
    page = "/".join("#" if part.isdigit() else part for part in segments[2:])
    place = "site" if len(segments) < 2 or segments[1] == "about" else "pipeline"
    if place == "site":
        page = segments[1] if len(segments) > 1 else ""
    return place, page, tuple(names)


def crawl(served):
    """Every page that links lead to, with its parsed content."""
    waiting = collections.deque(f"/{language}" for language in LANGUAGES)
    pages, documents = {}, set()
    while waiting:
        address = waiting.popleft()
        if address in pages:
            continue
        status, fields, body = served.get(address)
        links = Links()
        links.feed(body.decode())
        pages[address] = (status, fields, body, links)
        for found in links.found:
            target = urllib.parse.urljoin(address, found).split("#")[0]
            if target.startswith("/api/"):
                documents.add(target)
            elif target not in pages:
                waiting.append(target)
    return pages, documents


class PageTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = shared()
        cls.pages, cls.documents = crawl(cls.served)
        kinds = collections.defaultdict(list)
        for address in cls.pages:
            segments = address.split("?")[0].split("/")
            pipeline = segments[2] if len(segments) > 2 and segments[2] in PIPELINES else ""
            kinds[(segments[1], pipeline, kind(address))].append(address)
        chosen = lambda found: sorted(
            found, key=lambda address: hashlib.sha256(address.encode()).hexdigest())[:SAMPLE]
        cls.sample = sorted(address for found in kinds.values() for address in chosen(found))
        cls.sample += [f"/{language}/nothing" for language in LANGUAGES]
        print(
            f"\n{len(cls.pages)} pages by links, {len(cls.documents)} documents; "
            f"{len(cls.sample)} pages opened in the browser")

    def test_every_link_leads_to_a_page_of_ours(self):
        kinds = {kind(address)[:2] for address in self.pages}
        for page in ["", "discrepancies", "figures", "cell", "trace", "sources", "runs", "runs/#",
                     "downloads"]:
            self.assertIn(("pipeline", page), kinds)
        for address, (status, fields, body, links) in self.pages.items():
            with self.subTest(address):
                self.assertEqual(status, 200)
                self.assertLess(len(body), LARGEST)
                self.assertEqual(fields["Content-Language"], address[1:3])
                for found in links.found:
                    self.assertRegex(found, r"^(/|#)(?!/)")
                self.assertEqual(set(links.loaded) - {"/assets/style.css"} - {
                    found for found in links.loaded if found.startswith(f"/{address[1:3]}/")}, set())
                self.assertEqual(links.styles, 0, "script, style or handler in a page")
                self.assertEqual(len(links.ids), len(set(links.ids)), "an id stands twice")
                for found in links.found:
                    if found.startswith("#"):
                        self.assertIn(found[1:], links.ids)

    def test_every_document_linked_is_there(self):
        for address in sorted(self.documents):
            with self.subTest(address):
                self.assertEqual(self.served.get(address)[0], 200)

    def test_pages_in_a_browser(self):
        pictures = os.environ.get("SCREENSHOTS")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            with_script = browser.new_context(viewport={"width": 320, "height": 800})
            without = browser.new_context(
                viewport={"width": 320, "height": 800}, java_script_enabled=False)
            page, plain = with_script.new_page(), without.new_page()
            said, asked = [], []
            page.on("console", lambda message: said.append(message.text)
                    if message.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda request: asked.append(request.url))
            axe = Axe()
            for address in self.sample:
                with self.subTest(address):
                    said.clear(), asked.clear()
                    page.goto(self.served.base + address)
                    found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
                    # A page that is not there says so in the console, whatever is on it.
                    noise = [text for text in said if "404" not in text]
                    self.assertEqual(noise, [])
                    self.assertEqual(
                        [url for url in asked if not url.startswith(self.served.base + "/")], [])
                    self.assertEqual(
                        [(item["id"], [node["html"][:200] for node in item["nodes"][:3]])
                         for item in found.response["violations"]], [])
                    width = page.evaluate("document.documentElement.scrollWidth")
                    self.assertLessEqual(width, 320, "the page scrolls sideways at 320 px")
                    plain.goto(self.served.base + address)
                    self.assertEqual(
                        plain.locator("body").inner_text(), page.locator("body").inner_text())
            if pictures:
                self.draw(browser, pathlib.Path(pictures))
            browser.close()

    def test_the_first_tab_leads_past_the_navigation(self):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(self.served.base + "/en/karaganda/discrepancies")
            page.keyboard.press("Tab")
            self.assertEqual(page.evaluate("document.activeElement.className"), "skip")
            self.assertTrue(page.locator(".skip").is_visible())
            page.keyboard.press("Enter")
            self.assertTrue(page.url.endswith("#content"))
            # The form works without a script: choosing and sending is a new address.
            page.select_option("select[name=cause]", "ARI")
            page.click("button[type=submit]")
            self.assertIn("cause=ARI", page.url)
            self.assertEqual(page.locator("#flags").count(), 1)
            browser.close()

    def draw(self, browser, folder):
        """A picture of each kind of page in each language, in colour and in grey."""
        folder.mkdir(parents=True, exist_ok=True)
        context = browser.new_context(viewport={"width": 1100, "height": 800})
        page = context.new_page()
        for address in self.sample:
            name = address.strip("/").replace("/", "-").replace("?", "-")[:80]
            page.goto(self.served.base + address)
            page.screenshot(path=folder / f"{name}.png", full_page=True)
            page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
            page.screenshot(path=folder / f"{name}.grey.png", full_page=True)


if __name__ == "__main__":
    unittest.main()
