"""Pages that differ in words alone are looked at once; whatever is new on a page is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.skeletons import covering, skeletons

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{title}</title><style>p {{ color: red; }}</style></head><body><main><h1>{title}</h1>{rest}</main></body></html>"""
LINES = '<ul><li class="c" id="{0}1"><h3>{0}</h3><p>Words</p></li>{1}</ul>'
MORE = '<li class="c" id="{0}"><h3>Another</h3><p>Other words</p></li>'


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """Two pages of one template: three lines on one, five on the other."""
    for name, count in (("one", 3), ("two", 5)):
        write(
            tmp_path,
            name,
            LINES.format(name, "".join(MORE.format(f"{name}{n}") for n in range(2, count + 1))),
        )
    return tmp_path


def write(site: Path, name: str, rest: str, page: str = PAGE) -> None:
    (site / name).mkdir()
    (site / name / "index.html").write_text(page.format(title=name, rest=rest), encoding="utf-8")


def test_three_lines_and_five_of_one_shape_are_one_skeleton(alike: Path) -> None:
    found = skeletons(alike)
    assert list(found) == ["/one/", "/two/"]
    assert found["/one/"] == found["/two/"]
    assert len(covering(found)) == 1


@pytest.mark.parametrize(
    ("rest", "page"),
    [
        (LINES.format("new", MORE.format("new2").replace("<p>", '<p class="q">')), PAGE),
        (LINES.format("new", MORE.format("new2").replace("<p>", "<p hidden>")), PAGE),
        (LINES.format("new", MORE.format("new2").replace("<p>", "<h4>More</h4><p>")), PAGE),
        (LINES.format("new", MORE.format("new2")) + "<script>1</script>", PAGE),
        (LINES.format("new", MORE.format("new2")), PAGE.replace("red", "blue")),
        (LINES.format("new", MORE.format("new2")), PAGE.replace("'none'", "'self'")),
    ],
    ids=["class", "attribute", "element", "script", "style", "policy"],
)
def test_whatever_is_new_on_a_page_is_looked_at(alike: Path, rest: str, page: str) -> None:
    write(alike, "three", rest, page)
    found = skeletons(alike)
    assert found["/three/"] != found["/one/"]
    assert "/three/" in covering(found)


def test_pages_to_visit_hold_every_piece_of_the_site(site: Path) -> None:
    found = skeletons(site)
    chosen = covering(found)
    assert frozenset().union(*(found[address] for address in chosen)) == frozenset().union(
        *found.values()
    )
    assert 10 < len(chosen) < len(found) / 3
