"""A PDF as plain values: words, lines of text, strokes, faces, where they stand."""

from dataclasses import replace

import pytest

from pipeline.pages import Stroke, Word, lines_of, picture_of, read_pages

MM = 72 / 25.4


def pdf(content, size=(210, 297), forms=""):
    """A PDF of one page that draws `content`; its lengths are millimetres from the bottom left."""
    width, height = (side * MM for side in size)
    stream = f"{MM} 0 0 {MM} 0 0 cm\n{content}".encode("latin-1")
    form = f"{forms}".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R /Resources << "
        "/Font << /F 5 0 R /G 6 0 R >> /XObject << /X 7 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 500 500] /Matrix [1 0 0 1 10 20] /Length %d >>\n"
        b"stream\n%s\nendstream" % (len(form), form),
    ]
    data, starts = b"%PDF-1.4\n", []
    for number, content_of in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content_of)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count = len(objects) + 1
    trailer = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return data + trailer % (count, table, count, len(data))


def page(content, **options):
    return read_pages(pdf(content, **options)).pages[0]


def text(x, y, words, font="F", size=4):
    return f"BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n"


def box(stroke):
    return [round(value, 1) for value in (stroke.left, stroke.top, stroke.right, stroke.bottom)]


def test_a_page_has_its_number_and_its_size_in_millimetres():
    one = page("", size=(297, 210))
    assert (one.number, round(one.width, 1), round(one.height, 1)) == (1, 297, 210)
    assert (one.words, one.strokes, one.pictures) == ((), (), 0)


def test_words_stand_where_they_are_measured_from_the_top_left():
    first, second = page(text(30, 247, "Kinh gui")).words
    assert (first.text, second.text) == ("Kinh", "gui")
    assert first.left == pytest.approx(30, abs=0.05)
    assert first.baseline == second.baseline == pytest.approx(50, abs=0.05)
    # "Kinh" in Times: 722 + 278 + 500 + 500 thousandths of 4 mm
    assert first.right - first.left == pytest.approx(8, abs=0.05)
    assert first.top < first.baseline < second.bottom  # g hangs below the line, K does not
    assert first.bottom == pytest.approx(first.baseline, abs=0.1)


def test_a_face_is_named_and_told_as_embedded_or_not():
    read = read_pages(pdf(text(30, 247, "a") + text(40, 247, "b", font="G")))
    assert read.faces == {"Times-Roman": False, "Helvetica-Bold": False}
    assert [word.face for word in read.pages[0].words] == ["Times-Roman", "Helvetica-Bold"]


def test_words_of_two_cells_keep_the_order_of_their_cells():
    cells = text(30, 247, "trai") + text(30, 240, "duoi") + text(120, 247, "phai") + text(120, 240, "cuoi")
    assert [word.text for word in page(cells).words] == ["trai", "duoi", "phai", "cuoi"]


def test_lines_end_where_the_next_word_stands_lower_or_goes_back():
    words = page(text(30, 247, "mot hai") + text(30, 240, "ba") + text(20, 233, "bon")).words
    back = replace(words[0], text="nam", left=10, right=15, baseline=words[-1].baseline)
    assert [line.text for line in lines_of([*words, back])] == ["mot hai", "ba", "bon", "nam"]


def test_a_raised_figure_stands_on_its_line_and_touches_its_word():
    words = page(text(30, 247, "m") + text(33.2, 248.3, "2", size=2.6) + text(36, 247, "dat")).words
    (line,) = lines_of(words)
    assert line.text == "m2 dat"
    assert line.baseline == pytest.approx(50, abs=0.05)


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        ("0.5 w 30 247 m 60 247 l S", [30, 49.8, 60, 50.2]),
        ("0.5 w 60 247 m 30 247 l S", [30, 49.8, 60, 50.2]),
        ("30 247 30 0.4 re f", [30, 49.6, 60, 50]),
        ("0.5 w 30 247 m 40 247 l 60 247 l S", [30, 49.8, 60, 50.2]),
        ("0.5 w 30 247 m 40 247 l S 40.3 247 m 60 247 l S", [30, 49.8, 60, 50.2]),
        ("0.5 w 30 247 m 60 247 l S 30 247 m 60 247 l S", [30, 49.8, 60, 50.2]),
        ("q 0.5 w 2 0 0 1 -30 0 cm 30 247 m 45 247 l S Q", [30, 49.5, 60, 50.5]),
    ],
    ids=["drawn", "from the right", "a narrow area", "in two steps", "in pieces", "twice", "stretched"],
)
def test_a_line_is_one_stroke_however_it_is_drawn(drawn, found):
    (stroke,) = page(drawn).strokes
    assert stroke.lying
    assert [round(stroke.left), round(stroke.right)] == [found[0], found[2]]
    assert (stroke.top + stroke.bottom) / 2 == pytest.approx((found[1] + found[3]) / 2, abs=0.05)
    assert stroke.length == pytest.approx(30, abs=0.1)


def test_a_line_within_a_group_stands_where_the_group_does():
    (stroke,) = page("q 1 0 0 1 5 7 cm /X Do Q", forms="0.5 w 30 247 m 60 247 l S").strokes
    assert box(stroke)[::2] == [45, 75]
    assert [stroke.top, stroke.bottom] == pytest.approx([22.75, 23.25], abs=0.01)


def test_the_lines_of_a_grid_are_joined_across_its_cells():
    cells = "".join(f"0.2 w {x} {y} 40 10 re S\n" for x in (30, 70) for y in (200, 210))
    strokes = page(cells).strokes
    assert sorted(round(one.length) for one in strokes if one.lying) == [80, 80, 80]
    assert sorted(round(one.length) for one in strokes if not one.lying) == [20, 20, 20]


@pytest.mark.parametrize("drawn", ["1 G 0.5 w 30 247 m 60 247 l S", "1 g 30 247 30 0.4 re f", "30 247 m 60 247 l n"])
def test_what_is_white_or_not_painted_is_not_seen(drawn):
    one = page(drawn)
    assert (one.strokes, one.pictures) == ((), 0)


def test_areas_and_slanted_lines_are_drawings_not_strokes():
    one = page("0.5 g 30 200 40 40 re f 0.5 w 30 100 m 60 130 l S")
    assert (one.strokes, one.pictures) == ((), 2)


@pytest.mark.parametrize("bad", [b"no PDF at all", pdf(text(30, 247, "a")).replace(b"/Kids [3", b"/Kids [1")])
def test_what_is_no_pdf_or_has_a_page_that_is_none_is_refused(bad):
    with pytest.raises(ValueError, match=r"."):
        read_pages(bad)
    with pytest.raises(ValueError, match=r"."):
        picture_of(bad, 1)


def test_a_stroke_down_the_page_does_not_lie():
    assert not Stroke(30, 20, 30.2, 60).lying
    assert Stroke(30, 20, 30.2, 60).length == 40


def test_the_middle_of_a_line_is_between_its_ends():
    (line,) = lines_of([Word("a", "F", 14, 10, 20, 5, 8, 8), Word("b", "F", 14, 22, 30, 5, 9, 8)])
    assert (line.middle, line.width, line.top, line.bottom) == (20, 20, 5, 9)
