"""The page of a build in a browser: at any width, by keyboard, without JavaScript, on paper, to assistive programs."""

import shutil

import pytest

from tests.test_gallery import HOSTILE, hostile_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium: apt-get install chromium"),
]

WIDE, MIDDLE, NARROW = (1366, 768), (820, 1100), (320, 640)
ZOOMED = (WIDE[0] // 2, WIDE[1] // 2)  # what is left of a wide screen at 200 %


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page of the hostile dossier in Vietnamese."""
    return hostile_page(tmp_path_factory.mktemp("browser"), "vi")[0].as_uri()


@pytest.fixture(scope="module")
def browser():
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser, address):
    """Open the page in a window of a size; nothing but the file itself is asked for, nothing is refused or fails."""
    asked, told, contexts = [], [], []

    def open_page(size=WIDE, **options):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert told == []
    assert {url for url in asked if not url.startswith("data:")} == {address}


def focused(page):
    """What has the focus: its tag, its text or its picture's, the document that it stands in."""
    return page.evaluate(
        """() => { const e = document.activeElement, a = e.closest("article"), i = e.querySelector("img");
        return [e.tagName, (i ? i.alt : e.textContent).replace(/\\s+/g, " ").trim(), a ? a.id : ""]; }"""
    )


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW, ZOOMED], ids=["wide", "middle", "narrow", "200 %"])
def test_nothing_is_cut_off_and_every_letter_can_be_read(opened, size):
    page = opened(size)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    outside = page.evaluate(
        """(width) => [...document.querySelectorAll("article, article *, nav, nav *, header *")]
        .filter((e) => !e.closest(".for")).map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
        .filter(([name, box]) => box.right > width + 1 || box.left < -1).map(([name]) => name)""",
        size[0],
    )
    assert outside == []
    smallest = page.evaluate(
        """Math.min(...[...document.querySelectorAll("body *")].map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 13


def test_all_pictures_are_drawn(opened):
    page = opened()
    page.evaluate("Promise.all([...document.images].map((one) => one.decode()))")
    assert page.evaluate("[...document.images].filter((one) => !one.naturalWidth).length") == 0


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_an_automatic_check_of_accessibility_finds_nothing(opened, size):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(size)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    # what is out of sight is laid out only when it comes into sight, and until then stands in a place of its own
    page.evaluate("document.querySelectorAll('article').forEach((one) => { one.style.contentVisibility = 'visible'; })")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": tags})
    assert results.response["passes"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in results.response["violations"]] == []


def test_the_keyboard_leads_through_the_documents_and_their_pages(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert focused(page)[1] == "Đến các văn bản"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    assert focused(page)[0::2] == ["H3", "d1"]
    page.keyboard.press("ArrowRight")
    assert focused(page)[0::2] == ["H3", "d2"]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert focused(page)[0::2] == ["H3", "d1"]
    for _ in range(10):
        page.keyboard.press("Tab")
        if "phóng to" in focused(page)[1]:
            break
    small = page.locator("#d1-1 img").bounding_box()["width"]
    page.keyboard.press("Enter")
    assert page.locator("#d1-1 img").bounding_box()["width"] > 1.5 * small
    assert page.locator("#d1-1 .shrink").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#d1-1 img").bounding_box()["width"] == pytest.approx(small, abs=2)
    assert focused(page)[0::2] == ["H3", "d1"]


def test_arrows_turn_the_pages_of_an_enlarged_document(opened):
    from playwright.sync_api import expect

    page = opened()
    form = page.locator("article", has=page.locator("details.more")).first
    pages = form.locator(".page")
    pages.first.locator(".enlarge").press("Enter")
    expect(pages.first.locator(".enlarge")).to_be_focused()
    for number in range(1, pages.count()):
        page.keyboard.press("ArrowRight")
        expect(pages.nth(number).locator(".shrink")).to_be_visible()
        assert page.url.endswith("#" + pages.nth(number).get_attribute("id"))
        expect(pages.nth(number).locator(".enlarge")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(pages.last.locator(".enlarge")).to_be_focused()


def test_what_has_the_focus_is_outlined(opened):
    page = opened()
    for _ in range(25):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid" in outline, focused(page)
        assert page.evaluate("document.activeElement.checkVisibility()")


def test_documents_are_found_by_words_without_marks_and_by_what_needs_a_look(opened):
    from playwright.sync_api import expect

    page = opened()
    everything, shown = page.locator("article").count(), page.locator("article:not([hidden])")
    page.get_by_label("Tìm văn bản").press_sequentially("co so mau so 03")
    expect(shown).to_have_count(1)
    assert shown.locator(".id").inner_text() == "cs-003"
    assert page.get_by_role("status").inner_text() == f"1 / {everything}"
    page.get_by_label("Tìm văn bản").fill("")
    expect(shown).to_have_count(everything)
    page.get_by_label("Chỉ văn bản cần xem lại").press("Space")
    assert 0 < shown.count() == page.locator("article.heavy").count() < everything


def test_the_page_works_without_javascript(opened):
    page = opened(java_script_enabled=False)
    assert not page.get_by_label("Tìm văn bản").is_visible()
    assert page.get_by_role("heading", level=3, name=HOSTILE).is_visible()
    small = page.locator("#d1-1 img").bounding_box()["width"]
    page.locator("#d1-1 .enlarge").press("Enter")
    assert page.locator("#d1-1 img").bounding_box()["width"] > 1.5 * small
    page.locator("#d1-1 .shrink").press("Enter")
    assert page.locator("#d1-1 img").bounding_box()["width"] == pytest.approx(small, abs=2)
    page.locator("#d2 .step").last.press("Enter")
    assert page.url.endswith("#d3")
    page.locator("#d1 summary").first.press("Enter")
    assert page.locator("#d1 details[open]").count() == 1


def test_on_paper_there_is_what_is_read_and_nothing_to_press(opened):
    page = opened()
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.locator("summary").first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator("#d1 img").first.is_visible()
    assert page.locator("#d1 .facts").is_visible()
