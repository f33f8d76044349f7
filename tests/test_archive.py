"""Packages: what is refused and in which words, what is kept, and the bytes that are written."""

import io
import struct
import sys
import zipfile
import zlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import (
    STAMP,
    Frame,
    Known,
    Limits,
    is_ours,
    parse_xml,
    read_package,
    tightened,
    write_package,
    writing,
)
from pipeline.archive.ahead import Packer
from pipeline.archive.deflating import Deflater, _deflater, deflater, thorough
from pipeline.problems import PackageError, UsageError
from tests import docx

PLAIN = docx.document("Một đoạn")
CONTENT_TYPES = "[Content_Types].xml"
RELS = "word/_rels/document.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def refused(data, *, lenient=False, **limits):
    with pytest.raises(PackageError) as raised:
        read_package(data, Limits(**limits), name="tệp.docx", lenient=lenient)
    problem = raised.value.problem
    assert problem.where.file == "tệp.docx"
    assert problem.message
    assert problem.hint
    return problem


def with_member(name, data=b"x"):
    return docx.zipped(docx.members(PLAIN) | {name: data})


def with_replaced(name, old, new):
    content = docx.members(PLAIN)
    assert old.encode() in content[name]
    return docx.zipped(content | {name: content[name].replace(old.encode(), new.encode())})


def with_relationship(kind, target, mode="External"):
    tie = f'<Relationship Id="rId99" Type="{KIND}{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    return with_replaced(RELS, "</Relationships>", tie)


def test_a_package_holds_every_member_as_it_was():
    assert dict(read_package(PLAIN)) == docx.members(PLAIN)


def test_a_package_is_read_from_a_path_as_from_bytes(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(PLAIN)
    assert dict(read_package(path)) == dict(read_package(PLAIN))


def test_a_package_knows_its_main_document_types_and_relationships():
    package = read_package(docx.document("x", header="đầu trang"))
    assert package.main == "word/document.xml"
    assert package.content_type("word/document.xml").endswith("document.main+xml")
    assert package.content_type("docProps/thumbnail.jpeg") == "image/jpeg"
    assert package.content_type("nothing.bin") == ""
    headers = [tie.target for tie in package.relationships(package.main) if tie.kind == "header"]
    assert headers == ["word/header1.xml"]


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(UsageError) as raised:
        read_package(tmp_path / "không-có.docx")
    assert raised.value.problem.code == "not-found"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(PackageError) as raised:
        read_package(tmp_path)
    assert raised.value.problem.code == "unreadable"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def other_office(kind):
    """The members of a document whose main part is of another program's type."""
    content = docx.members(PLAIN)
    content[CONTENT_TYPES] = content[CONTENT_TYPES].replace(b"wordprocessingml.document", kind.encode())
    return content


NOT_DOCUMENTS = {
    "empty": (b"", "package-empty"),
    "text": ("Kính gửi: Ủy ban".encode(), "package-plain"),
    "text with a mark of its order": ("\ufeffKính gửi".encode(), "package-plain"),
    "text in UTF-16": ("Kính gửi".encode("utf-16"), "package-plain"),
    "long text, cut within a letter": (b"a" + "ử".encode() * 3000, "package-plain"),
    "who knows what": (b"\x00\x01\x02\xff" * 9, "package-not-zip"),
    "bytes of an old code page": ("Kính".encode("latin-1"), "package-not-zip"),
    "old Word": (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "package-doc"),
    "password": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "package-password"),
    "another old program": (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "package-ole"),
    "RTF": (b"{\\rtf1\\ansi Kinh gui}", "package-rtf"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "package-pdf"),
    "PDF behind a line of a mail": (b"\r\n\r\n%PDF-1.4", "package-pdf"),
    "a scan": (b"\xff\xd8\xff\xe0\0\x10JFIF", "package-picture"),
    "a web page": (b"\xef\xbb\xbf<html xmlns:w='urn:schemas-microsoft-com:office:word'>", "package-web"),
    "a web page with its type": (b"<!DOCTYPE html>\n<html>", "package-web"),
    "a web page in one file": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "package-web"),
    "Word 2003 XML": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>',
        "package-flat",
    ),
    "a package in one XML file": (
        b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">',
        "package-flat",
    ),
    "OpenDocument": (docx.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "package-odt"),
    "a workbook": (docx.zipped(other_office("spreadsheetml.sheet")), "package-workbook"),
    "slides": (docx.zipped(other_office("presentationml.presentation")), "package-slides"),
    "a drawing": (docx.zipped(other_office("visio.drawing")), "package-no-document"),
    "cut short": (PLAIN[:-200], "package-damaged"),
    "cut in half": (PLAIN[: len(PLAIN) // 2], "package-damaged"),
    "only a beginning": (PLAIN[:40], "package-damaged"),
    "another kind of ZIP": (docx.zipped({"mimetype": b"text"}), "package-no-document"),
    "no content types": (docx.zipped({"word/document.xml": b"<a/>"}), "package-no-document"),
}


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize(("data", "code"), NOT_DOCUMENTS.values(), ids=NOT_DOCUMENTS)
def test_what_is_no_word_document_is_refused_in_its_own_words(data, code, lenient):
    assert refused(data, lenient=lenient).code == code


def test_a_locked_zip_is_protected_by_a_password():
    data = bytearray(PLAIN)
    central = data.index(b"PK\1\2")
    data[central + 8] |= 1
    assert refused(bytes(data)).code == "package-password"


@given(st.integers(0, len(PLAIN) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_changes_no_member(position, change):
    data = PLAIN[:position] + bytes([PLAIN[position] ^ change]) + PLAIN[position + 1 :]
    try:
        package = read_package(data)
    except PackageError:
        return
    assert set(dict(package).items()) <= set(docx.members(PLAIN).items())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_word_does_not_know_is_refused(method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in docx.members(PLAIN).items():
            archive.writestr(name, data)
    assert refused(buffer.getvalue()).code == "package-damaged"


def test_a_bomb_is_refused_by_its_ratio():
    assert refused(with_member("word/media/big.bin", bytes(30 << 20))).code == "package-bomb"


def test_a_bomb_is_refused_by_its_size_even_where_the_headers_lie():
    data = with_member("word/media/big.bin", bytes(3 << 20))
    small = data.replace(struct.pack("<L", 3 << 20), struct.pack("<L", 10))
    assert small != data
    assert refused(small, total=2 << 20, ratio=10_000).code == "package-bomb"


def test_too_many_members_are_refused():
    assert refused(PLAIN, members=5).code == "package-bomb"


def test_too_large_a_file_is_refused(tmp_path):
    assert refused(PLAIN, file=100).code == "package-too-large"
    path = tmp_path / "large.docx"
    path.write_bytes(PLAIN)
    with pytest.raises(PackageError) as raised:
        read_package(path, Limits(file=100))
    assert raised.value.problem.code == "package-too-large"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "word/../../evil", "/etc/passwd", "C:\\x", "C:x", "a\\b", "./x", "a//b"]
)
def test_a_name_that_climbs_out_is_refused_and_named(name):
    problem = refused(with_member(name))
    assert problem.code == "package-name"
    assert repr(name) in problem.message


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "word/Document.XML"])
def test_a_name_given_twice_is_refused(name):
    buffer = io.BytesIO(PLAIN)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, b"<other/>")
    assert refused(buffer.getvalue()).code == "package-twice"


def with_directory(stored, *entries):
    """A ZIP whose directory lists members of `stored` bytes: name, offset, packed content."""
    directory = b"".join(
        struct.pack(
            "<4s6H3L5H2L",
            b"PK\1\2",
            20,
            20,
            0,
            0,
            0,
            33,
            zlib.crc32(data),
            len(data),
            len(data),
            len(name),
            0,
            0,
            0,
            0,
            0,
            offset,
        )
        + name
        for name, offset, data in entries
    )
    return (
        stored
        + directory
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(stored), 0)
    )


def stored(name, data):
    """A stored member with its own header."""
    return (
        struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), 0)
        + name
        + data
    )


def test_members_that_share_bytes_are_refused():
    inner = stored(b"b", b"x")
    outer = stored(b"a", inner)
    assert refused(with_directory(outer, (b"a", 0, inner), (b"b", 31, b"x"))).code == "package-damaged"


def test_a_member_whose_own_header_names_another_is_refused():
    assert refused(with_directory(stored(b"a", b"x"), (b"b", 0, b"x"))).code == "package-damaged"


MACROS = {
    "a project": with_member("word/vbaProject.bin"),
    "a project elsewhere": with_member("custom/VBAproject.BIN"),
    "a macro document": with_replaced(
        CONTENT_TYPES,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    ),
}


@pytest.mark.parametrize("data", MACROS.values(), ids=MACROS)
def test_macros_are_refused(data):
    assert refused(data).code == "package-macros"


def test_a_word_template_is_not_taken_for_a_document():
    data = with_replaced(CONTENT_TYPES, "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
    assert refused(data).code == "package-no-document"


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_ties_to_elsewhere_are_refused_with_their_target(kind):
    problem = refused(with_relationship(kind, "https://example.org/x.dotm"))
    assert problem.code == "package-external"
    assert "https://example.org/x.dotm" in problem.message


def test_hyperlinks_are_allowed():
    package = read_package(with_relationship("hyperlink", "https://vanban.chinhphu.vn"))
    assert any(tie.external for tie in package.relationships(package.main))


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LENIENTLY = {
    **MACROS,
    "a template": with_replaced(CONTENT_TYPES, f"{WORD}.document.main+xml", f"{WORD}.template.main+xml"),
    "a template with macros": with_replaced(
        CONTENT_TYPES, f"{WORD}.document.main+xml", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    ),
    "a tie to somebody's template": with_relationship("attachedTemplate", "file:///C:/Users/A/Normal.dotm"),
    "a linked picture": with_relationship("image", "https://example.org/a.png"),
    "a part that nobody reads": with_member("customXml/item1.xml", b"<broken"),
}


@pytest.mark.parametrize("data", LENIENTLY.values(), ids=LENIENTLY)
def test_what_is_only_read_may_bring_along_more_than_a_template(data):
    package = read_package(data, lenient=True)
    assert package.xml(package.main).tag.endswith("document")


def test_lenience_ends_where_a_file_is_dangerous():
    assert refused(with_member("word/media/big.bin", bytes(30 << 20)), lenient=True).code == "package-bomb"
    assert refused(with_member("../evil.xml"), lenient=True).code == "package-name"


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "{}">]><a>&a;</a>'


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "docProps/core.xml", RELS, CONTENT_TYPES])
def test_a_document_type_is_refused_in_every_part(name):
    data = docx.zipped(docx.members(PLAIN) | {name: DOCTYPE.format("x").encode()})
    problem = refused(data)
    assert (problem.code, problem.values["member"]) == ("package-doctype", name)


def test_a_document_type_in_utf_16_is_refused():
    data = docx.zipped(docx.members(PLAIN) | {"word/styles.xml": DOCTYPE.format("x").encode("utf-16")})
    assert refused(data).code == "package-doctype"


def test_entities_that_grow_without_end_are_refused_quickly():
    levels = "".join(f'<!ENTITY b{n + 1} "{f"&b{n};" * 10}">' for n in range(12))
    bomb = f'<!DOCTYPE a [<!ENTITY b0 "x">{levels}]><a x="&b12;">&b12;</a>'
    with pytest.raises(PackageError) as raised:
        parse_xml(bomb.encode())
    assert raised.value.problem.code == "package-doctype"


def test_a_file_is_never_fetched_for_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    with pytest.raises(PackageError):
        parse_xml(f'<!DOCTYPE a [<!ENTITY s SYSTEM "{secret.as_uri()}">]><a>&s;</a>'.encode())


def test_broken_xml_is_refused_with_the_part_named():
    problem = refused(docx.zipped(docx.members(PLAIN) | {"word/styles.xml": b"<w:styles>"}))
    assert (problem.code, problem.values["member"]) == ("package-xml", "word/styles.xml")


# Writing


def test_what_is_written_is_read_back():
    content = docx.members(PLAIN) | {"word/media/ảnh.bin": b"\0\1" * 999, "empty.xml": b"<a/>"}
    assert docx.members(write_package(content)) == content
    assert dict(read_package(write_package(content))) == content


def test_the_content_types_come_first_and_the_rendered_parts_last():
    members = read_package(PLAIN).members
    statics = [member for name, member in members.items() if name != "word/document.xml"]
    data = Frame(reversed(statics), ["word/document.xml"]).pack([b"<new/>"])
    names = list(docx.members(data))
    assert (names[0], names[-1]) == (CONTENT_TYPES, "word/document.xml")
    assert docx.members(data)["word/document.xml"] == b"<new/>"


def test_shared_members_are_copied_as_they_lie():
    members = read_package(PLAIN).members
    framed = read_package(Frame(members.values(), ()).pack(())).members
    assert {name: member.packed for name, member in framed.items()} == {
        name: member.packed for name, member in members.items()
    }


def test_every_time_is_the_day_of_the_decree():
    with zipfile.ZipFile(io.BytesIO(write_package(docx.members(PLAIN)))) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {STAMP} == {(2020, 3, 5, 0, 0, 0)}


@pytest.mark.parametrize("library", ["isal", "zlib"])
@given(content=st.binary() | st.text().map(lambda text: (text * 99).encode()))
def test_either_library_packs_what_can_be_read_and_the_same_again(library, content):
    frame = Frame((), ["a", "ă/b"], library=library)
    data = frame.pack([content, b""])
    assert docx.members(data) == {"a": content, "ă/b": b""}
    assert frame.pack([content, b""]) == data


START = "".join(f"<w:p>Điều {number}</w:p>" for number in range(3000)).encode()  # more than a window of deflate


@pytest.mark.parametrize("library", ["isal", "zlib"])
@pytest.mark.parametrize("length", [0, 511, 512, 3000, 1 << 15, len(START)])
@pytest.mark.parametrize("content", [START, START * 2, START[:4000] + b"<new/>", START[:600], b"<other/>", b""])
def test_what_a_part_begins_with_changes_no_content(library, length, content):
    data = Frame((), ["a", "b"], known=[Known(START[:length]), Known()], library=library).pack([content, content])
    assert docx.members(data) == {"a": content, "b": content}


def test_a_start_deflated_once_makes_a_file_smaller():
    content = START[:9000] + START[2000:12000]
    plain, begun = (
        Frame((), ["a"], known=[Known(start)], library="zlib").pack([content]) for start in (b"", START[:9000])
    )
    assert len(begun) < len(plain)


@pytest.mark.parametrize("library", ["isal", "zlib"])
@pytest.mark.parametrize("start", [b"", START[:3000]])
def test_a_part_of_many_pages_is_deflated_as_docxtpl_does(library, start):
    content = START * 3
    data = Frame((), ["a"], known=[Known(start)], library=library).pack([content])
    assert docx.members(data) == {"a": content}
    assert len(data) < 1.02 * len(zlib.compress(content, 6)) + 200


def test_a_member_packed_anew_is_smaller_and_says_the_same():
    made = io.BytesIO()
    xml = b"<a>" + START.replace(b"w:", b"") + b"</a>"
    content = {"styles.xml": xml, "picture.png": Random(1).randbytes(9000), "small.xml": b"<a/>"}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in (docx.members(PLAIN) | content).items():
            archive.writestr(name, data)
        archive.writestr("stored.xml", xml, compress_type=zipfile.ZIP_STORED)
    members = read_package(made.getvalue()).members
    packed = {name: tightened(member) for name, member in members.items()}
    assert len(packed["styles.xml"].packed) < 0.95 * len(members["styles.xml"].packed)
    assert all(packed[name] == members[name] for name in ("picture.png", "small.xml", "stored.xml"))
    assert docx.members(Frame(packed.values(), ()).pack(())) == docx.members(made.getvalue())


def test_the_libraries_make_files_that_say_the_same(monkeypatch):
    pytest.importorskip("isal")
    content = docx.members(PLAIN)
    made = {}
    for library in ("isal", "zlib"):
        monkeypatch.setenv("VANBAN_DEFLATE", library)
        made[library] = write_package(content)
        assert write_package(content) == made[library]
    assert made["isal"] != made["zlib"]
    assert docx.members(made["isal"]) == docx.members(made["zlib"]) == content


def test_without_isa_l_the_standard_library_packs(monkeypatch):
    monkeypatch.setenv("VANBAN_DEFLATE", "zlib")
    standard = write_package(docx.members(PLAIN))
    monkeypatch.delenv("VANBAN_DEFLATE")
    monkeypatch.setitem(sys.modules, "isal", None)
    _deflater.cache_clear()
    assert write_package(docx.members(PLAIN)) == standard
    _deflater.cache_clear()


class Endless(bytes):
    """Content of which we only say how long it is."""

    def __len__(self):
        return 1 << 32


def test_what_passes_four_gigabytes_is_refused(monkeypatch):
    endless = Deflater(lambda *_: Endless(), zlib.crc32, zlib.compressobj, 1, 1)
    monkeypatch.setattr(writing, "deflater", lambda _: endless)
    with pytest.raises(PackageError) as raised:
        Frame((), ["a"]).pack([b"x"])
    assert raised.value.problem.code == "package-size"


def test_a_frame_wants_one_content_for_each_name():
    with pytest.raises(ValueError, match="argument"):
        Frame((), ["a", "b"]).pack([b"x"])


def test_more_members_than_a_zip_can_count_are_refused():
    names = [str(number) for number in range(65_536)]
    with pytest.raises(PackageError) as raised:
        Frame((), names).pack([b""] * len(names))
    assert raised.value.problem.code == "package-size"


def test_our_files_are_known_until_somebody_saves_them_anew(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(write_package(docx.members(PLAIN)))
    assert is_ours(path)
    assert is_ours(path.read_bytes())
    path.write_bytes(docx.zipped(docx.members(path.read_bytes())))
    assert not is_ours(path)


def test_a_file_with_one_changed_member_is_not_ours_any_more():
    ours = io.BytesIO(write_package(docx.members(PLAIN)))
    with zipfile.ZipFile(ours, "a") as archive:
        archive.writestr("word/extra.xml", "<x/>")
    assert not is_ours(ours.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK\5\6" + bytes(18), b"not a ZIP"], ids=len)
def test_what_holds_nothing_is_not_ours(data):
    assert not is_ours(data)


@pytest.mark.parametrize(
    ("sample", "shared", "libraries"),
    [(b"", 50_000, []), (START[:20_000], 50_000, ["isal", "zlib"]), (START[:20_000], 0, ["zlib"])],
    ids=["a part that repeats rows", "a page beside Word's styles", "a part that is all there is"],
)
def test_the_quickest_level_is_taken_where_it_costs_little_room(sample, shared, libraries):
    pytest.importorskip("isal")
    quick = {name: Packer(Known(sample=sample), shared, deflater(name)).level for name in ("isal", "zlib")}
    assert [name for name, level in quick.items() if level == deflater(name).quickest] == libraries


FORM = [START[:5000], b"T\xc3\xaan", START[5000:9000], b"1", START[9000:9400], b"x" * 200, START[9400:12_000], b"2"]


@pytest.mark.parametrize("library", ["isal", "zlib"])
@given(pieces=st.permutations(FORM) | st.lists(st.sampled_from([*FORM, b"", b"other"])), length=st.integers(0, 6000))
def test_texts_deflated_beforehand_change_no_content_wherever_they_stand(library, pieces, length):
    known = Known(START[:length], b"".join(FORM[::2]), FORM[::2])
    content = b"".join(pieces)
    packed = Frame((), ["a"], known=[known], library=library).pack([content], [pieces])
    assert docx.members(packed) == {"a": content}


def test_long_texts_are_laid_into_a_document_as_they_were_deflated_beforehand():
    known = Known(FORM[0], b"".join(FORM[::2]), FORM[2::2])
    packer = Packer(known, 50_000, deflater("zlib"))
    packed, _ = packer.pack(b"".join(FORM), FORM)
    ready = [thorough(text, zlib.Z_SYNC_FLUSH).removesuffix(b"\0\0\xff\xff") for text in (FORM[0], FORM[2], FORM[6])]
    assert all(text in packed for text in ready)
    assert all(text not in packer.pack(b"".join(FORM))[0] for text in ready[1:])


def test_blocks_end_where_that_makes_a_large_member_smaller():
    halves = START[:30_000] + bytes(Random(1).choices(b"0123456789ABCDEF", k=20_000))
    assert zlib.decompress(thorough(halves), -15) == halves
    streams = [zlib.compressobj(9, zlib.DEFLATED, -15, memory) for memory in range(1, 10)]
    assert len(thorough(halves)) < min(len(stream.compress(halves) + stream.flush()) for stream in streams)
