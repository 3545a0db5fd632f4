"""The pages in a real browser: narrow, wide, dark, by keyboard, without scripts, and read by a machine for access."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
FIXED = ["/", "/questions", "/dictionary", "/methodology", "/coverage", "/contact", "/downloads", "/search?q=force",
         "/search", "/records", "/records?sql=select+1+as+one", "/records?sql=nonsense", "/nothing-here"]  # fmt: skip


@pytest.fixture(scope="session")
def addresses(release: Path) -> Iterator[list[str]]:
    """One page of each sort: every fixed page; whole records, parts and counts; a record of each; two questions."""
    with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        found = list(FIXED)
        rows = connection.execute("select * from _tables where rows > 0 order by parent <> '', is_counts, rows desc")
        tables = rows.fetchall()
        sorts = {(bool(table["parent"]), table["is_counts"]): table for table in reversed(tables)}
        found.append("/dictionary/agencies")
        for table in sorts.values():
            found.append(f"/records/{table['name']}?_size=8")  # the other rows are the same, and axe looks at each
            if table["key"]:
                sql = f"select {table['key']} from {table['name']} order by 1 limit 1"
                found.append(f"/records/{table['name']}/{connection.execute(sql).fetchone()[0]}")
        found += [f"/records/{row[0]}" for row in connection.execute("select name from _questions limit 2")]
        yield found


@pytest.fixture(scope="session")
def questions(release: Path) -> Iterator[list[str]]:
    """Every saved question."""
    with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as connection:
        yield [f"/records/{row[0]}" for row in connection.execute("select name from _questions")]


@pytest.fixture(scope="session")
def busy(release: Path) -> Iterator[str]:
    """The whole table with the most records that has a date: the fullest page there is."""
    with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as connection:
        sql = "select name from _tables where date_column <> '' and parent = '' order by rows desc limit 1"
        yield f"/records/{connection.execute(sql).fetchone()[0]}"


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["360", "1280"])
def test_pages_are_accessible_and_do_not_scroll_sideways(
    portal: str, browser_page: Any, addresses: list[str], size: dict[str, int]
) -> None:
    """No automated failure of access, nothing wider than the screen, and nothing that the strict policy refuses."""
    from axe_core_python.sync_playwright import Axe

    browser_page.set_viewport_size(size)
    said: list[str] = []
    browser_page.on("console", lambda message: said.append(message.text))
    wrong = []
    for address in addresses:
        browser_page.goto(portal + address)
        if browser_page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append((address, "scrolls sideways"))
        found = Axe().run(browser_page)["violations"]
        wrong += [(address, each["id"], each["nodes"][0]["html"][:120]) for each in found]
    assert wrong == []
    assert [text for text in said if "400" not in text and "404" not in text] == []


def test_dark_pages_are_readable(portal: str, browser_page: Any, busy: str) -> None:
    from axe_core_python.sync_playwright import Axe

    browser_page.emulate_media(color_scheme="dark")
    for address in ("/", busy + "?_size=8", "/methodology"):
        browser_page.goto(portal + address)
        assert Axe().run(browser_page)["violations"] == []


def test_home_fits_a_phone(portal: str, browser_page: Any) -> None:
    """Within one screen: what is here, through which day, and three things to do; and it weighs little."""
    sizes: list[int] = []
    browser_page.on("response", lambda answer: sizes.append(len(answer.body())))
    browser_page.set_viewport_size(PHONE)
    browser_page.goto(portal + "/")
    buttons = browser_page.locator(".hero .row .btn")
    assert buttons.count() == 3
    box = buttons.nth(2).bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"]
    assert sum(sizes) <= 150_000


def test_filters_work_without_scripts(portal: str, browser_page: Any, busy: str) -> None:
    """Open the filters by their address, tick two boxes of one facet, send: the sentence names both."""
    browser_page.set_viewport_size(PHONE)
    browser_page.goto(portal + busy)
    form = browser_page.locator("#filters")
    assert not form.is_visible()
    browser_page.get_by_role("link", name="Change the filters").click()
    assert form.is_visible()
    boxes = form.locator("fieldset").first.locator("input[type=checkbox]")
    first, second = boxes.nth(0).get_attribute("value"), boxes.nth(1).get_attribute("value")
    boxes.nth(0).check()
    boxes.nth(1).check()
    form.get_by_role("button", name="Show these records").click()
    assert f"={first}" in browser_page.url and f"={second}" in browser_page.url
    assert " or " in browser_page.locator(".sentence").inner_text()
    assert browser_page.locator(".chip").count() == 2


def test_by_keyboard(portal: str, browser_page: Any, busy: str) -> None:
    """The first key goes to the skip link, and it leads to the text; what has the focus can be seen."""
    browser_page.goto(portal + busy)
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.className") == "skip"
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**#main")
    browser_page.keyboard.press("Tab")
    style = browser_page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert style != "none"


def test_a_chart_has_its_table(portal: str, browser_page: Any, busy: str) -> None:
    """The bars and the lines of the table are the same, and the sum is the number of the sentence."""
    browser_page.goto(portal + busy)
    figure = browser_page.locator("figure").first
    assert figure.locator("svg").get_attribute("aria-label")
    figure.locator("summary").click()
    numbers = [int(text.replace(",", "")) for text in figure.locator("tbody td").all_inner_texts()]
    total = int(figure.locator("tfoot td").inner_text().replace(",", ""))
    said = browser_page.locator(".sentence b").first.inner_text().split()[0].replace(",", "")
    assert sum(numbers) == total == int(said)
    drawn = figure.locator("rect.b1").count()
    assert drawn == len([number for number in numbers if number]) - bool(figure.locator("tbody .nr").count())


def test_answers_are_slips_on_a_phone(portal: str, browser_page: Any, questions: list[str]) -> None:
    """No table of a question scrolls inside its box; each value has its title beside it, also for a screen reader."""
    browser_page.set_viewport_size(PHONE)
    wide = "[...document.querySelectorAll('.sheet')].filter(e => e.scrollWidth > e.clientWidth).length"
    for address in questions:
        browser_page.goto(portal + address)
        assert browser_page.locator(".answer .slips").first.is_visible(), address
        assert browser_page.evaluate(wide) == 0, address
        assert not browser_page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), address
        cells = browser_page.locator(".answer-t tbody td")
        assert cells.count() == browser_page.locator(".answer-t tbody td[data-l][role=cell]").count() > 0, address
    title = browser_page.locator(".answer-t tbody td").first.get_attribute("data-l")
    said = browser_page.evaluate("getComputedStyle(document.querySelector('.answer-t tbody td'), '::before').content")
    assert title and title in said
