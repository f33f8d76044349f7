"""Digital signatures: at the decree's places, whole; in every bad case words, and nothing half-written."""

import io
import json
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pkcs11
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers
from pyhanko.sign.fields import MDPPerm

from pipeline.cli import signatures as command
from pipeline.cli import vanban as commands
from pipeline.decree import decree
from pipeline.pages import read_pages
from pipeline.problems import VanbanError, Where
from pipeline.signing import SEAL_MM, VIETNAM, Signature, opened, read_picture, read_trust, sign, verify
from pipeline.signing.keys import logged_in
from pipeline.signing.places import block_of, over_name
from pipeline.signing.verifying import Trust
from tests import seals
from tests.conftest import examples
from tests.seals import AGENCY, FOOT, HEAD, NOW, PASSPHRASE, PIN, SIGNER, paper
from tests.test_build import run_python, small_disk

SAMPLE = Path(__file__).parent.parent / "data" / "luc-nam-2026"
LETTER = (*HEAD, *FOOT)
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is missing")
ANNEX = ((100, 25, "Phụ lục"), (40, 32, "(Kèm theo Kế hoạch số 15/KH-UBND ngày 09 tháng 6 năm 2026)"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Keys of a signer (RSA) and of an agency (elliptic curve), their pictures, the root that answers for both."""
    folder, authority = tmp_path_factory.mktemp("desk"), seals.Authority()
    key, other = seals.rsa_key(), ec.generate_private_key(ec.SECP256R1())
    root = folder / "root.pem"
    root.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    return SimpleNamespace(
        authority=authority,
        root=root,
        key=key,
        signer=seals.p12(folder / "signer.p12", key, authority.issue(SIGNER, key), authority.certificate),
        agency=seals.p12(folder / "agency.p12", other, authority.issue(AGENCY, other)),
        signature=seals.signature_png(folder / "signature.png"),
        seal=seals.seal_png(folder / "seal.png"),
    )


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `vanban sign` in an empty folder, the passphrase in the environment; what it says, as --json has it."""
    monkeypatch.setenv("VANBAN_PIN", PASSPHRASE)
    monkeypatch.chdir(tmp_path)

    def run(*arguments, exit_code=0):
        given = ["sign", *map(str, arguments), "--json"]
        monkeypatch.setattr("sys.argv", ["vanban", *given])
        result = CliRunner().invoke(commands, given)
        assert result.exit_code == exit_code, result.output
        assert PASSPHRASE not in result.output
        said = json.loads(result.stdout)
        return said | {"codes": [one["code"] for one in said["problems"]]}

    return run


@pytest.fixture
def by_signer(desk):
    return ("--as", "signer", "--key", desk.signer, "--image", desk.signature)


@pytest.fixture
def by_agency(desk):
    return ("--as", "agency", "--key", desk.agency, "--image", desk.seal)


def put(path, *pages, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(paper(*(pages or [LETTER]), **options))
    return path


def signed(desk, pdf, role="signer", *, now=NOW, **values):
    source, picture, wide = {
        "signer": (desk.signer, desk.signature, None),
        "agency": (desk.agency, desk.seal, 36.0),
    }.get(role, (desk.agency, None, None))
    signature = Signature(role, picture and read_picture(picture), wide, **values)
    with opened(source, PASSPHRASE, now) as key:
        return sign(pdf, signature, key, now)


# ---- the places ------------------------------------------------------------------------------------------------------


def foot(*lines, left=((30, 200, "Nơi nhận:"),)):
    return (*HEAD, *left, *((152 - len(text) * 1.23, y, text) for y, text in lines))


@pytest.mark.parametrize(
    "page",
    [
        foot((200, "KT. CHỦ TỊCH"), (206, "PHÓ CHỦ TỊCH"), (236, SIGNER)),
        foot((200, "TM. ỦY BAN NHÂN DÂN"), (206, "CHỦ TỊCH"), (236, SIGNER)),
        foot((194, "TL. CHỦ TỊCH"), (200, "CHÁNH VĂN PHÒNG"), (206, "HỘI ĐỒNG NHÂN DÂN"), (236, SIGNER)),
        foot((206, "GIÁM ĐỐC"), (236, f"Thượng tá {SIGNER}")),
        foot((206, "CHỦ TỊCH"), (236, SIGNER.upper())),
        foot((206, "CHỦ TỊCH"), (212, "(Chữ ký, dấu)"), (236, "Y Thanh Niê Kđăm")),
        foot((206, "CHỦ TỊCH"), (236, SIGNER), left=()),
        foot((206, "CHỦ TỊCH"), (236, SIGNER), left=((30, 206, "Nơi nhận:"), (30, 236, "Lưu: VT"))),  # one line across
    ],
)
def test_a_signature_fills_the_room_between_office_and_name(page):
    block = block_of(read_pages(paper(HEAD, page)))
    box = over_name(block, 2.0, None)
    assert (box.page, box.width) == (2, pytest.approx(2 * box.height))
    assert abs(box.middle[0] - block.name.middle) < 0.1
    assert block.office.bottom < box.top < box.bottom < block.name.top
    assert box.height > 20


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        ([HEAD], "sign-no-place"),
        ([foot((206, "NGƯỜI CAM KẾT"), (236, SIGNER))], "sign-no-place"),
        ([foot((206, "CHỦ TỊCH"), (236, "chưa có tên"))], "sign-no-place"),
        ([foot((100, "CHỦ TỊCH"), (236, SIGNER))], "sign-no-place"),
        ([LETTER, LETTER], "sign-many-places"),
        ([foot((206, "CHỦ TỊCH"), (214, SIGNER))], "sign-no-room"),
    ],
)
def test_a_page_without_one_clear_place_is_told(desk, pages, code):
    with pytest.raises(VanbanError) as caught:
        signed(desk, paper(*pages))
    assert caught.value.problem.code == code


def test_of_two_blocks_the_one_beside_the_recipients_is_signed(desk):
    other = foot((206, "TRƯỞNG BAN"), (236, "Nguyễn Thử Nghiệm"), left=())
    assert block_of(read_pages(paper(other, LETTER))).page.number == 2


def test_the_seal_in_its_real_size_covers_a_third_of_the_signature_on_its_left(
    desk, run, by_signer, by_agency, tmp_path
):
    put(tmp_path / "in" / "a.pdf")
    run("in", *by_signer, "--output", "mid")
    said = run("mid", *by_agency, "--output", "out")
    assert said["notices"] == []
    found = seals.widgets((tmp_path / "out" / "a.pdf").read_bytes())
    (page, left, top, right, bottom), seal = found["NguoiKy"], found["CoQuan"]
    assert page == seal[0] == 1
    assert seal[3] - seal[1] == pytest.approx(36, abs=0.2) == seal[4] - seal[2]
    assert decree().signatures.agency.covers.allows((seal[3] - left) / (right - left))
    assert (seal[1] + seal[3]) / 2 < (left + right) / 2
    assert (seal[2] + seal[4]) / 2 == pytest.approx((top + bottom) / 2, abs=0.1)


@needs_poppler
@pytest.mark.parametrize(
    ("role", "page", "wanted"),
    [
        ("annex", ANNEX, r"Số: 15/KH-UBND; (.+)"),
        ("SY", HEAD, r"SAO Y; Ủy ban nhân dân huyện Lục Nam \(DỮ LIỆU MẪU\); (.+)"),
        ("TrS", (), r"TRÍCH SAO; Ủy ban .+\); (.+)"),
    ],
)
def test_annexes_and_copies_say_number_or_form_and_time_at_the_top_right(desk, tmp_path, role, page, wanted):
    found = signed(desk, paper(page), role).pdf
    (place,) = seals.widgets(found).values()
    words = seals.seen_words(found, tmp_path)
    added = [one for one in words if one[4] < place[4] + 1]
    said = re.fullmatch(wanted, " ".join(text for text, *_ in added))
    assert said[1] == f"{NOW.astimezone(VIETNAM):%d/%m/%Y; %H:%M:%S} +07:00"
    assert max(right for _, _, _, right, _ in added) == pytest.approx(place[3], abs=0.3)
    if role == "TrS":  # a scan: no text, the decree's margin
        assert place[3] == pytest.approx(195, abs=0.1)
    assert place[1] > 105 - 10
    assert place[4] < min((top for text, _, top, *_ in words if top > place[4]), default=20)
    assert 9.9 <= (place[4] - place[2]) / (2 if "SAO" in said[0] else 1) / 1.2 * seals.MM <= 10.1
    fonts = subprocess.run(["pdffonts", tmp_path / "seen.pdf"], capture_output=True, text=True, check=True).stdout
    assert re.search(
        r"\+(LiberationSerif|TimesNewRoman\w*|Tinos\S*)-Identity-H +CID TrueType +Identity-H +yes yes yes", fonts
    )


def test_an_annex_that_names_no_document_asks_for_the_number(desk):
    page = ((100, 25, "Phụ lục"), (40, 32, "(Kèm theo Kế hoạch số     /KH-UBND)"))
    with pytest.raises(VanbanError) as caught:
        signed(desk, paper(page), "annex")
    assert caught.value.problem.code == "sign-no-number"
    assert list(seals.widgets(signed(desk, paper(page), "annex", number="16/KH-UBND").pdf)) == ["PhuLuc"]


def test_a_turned_page_is_told(desk):
    with pytest.raises(VanbanError) as caught:
        signed(desk, paper(HEAD, turned=180), "annex", number="15/KH-UBND")
    assert caught.value.problem.code == "sign-page-turned"


# ---- keys and pictures -----------------------------------------------------------------------------------------------


def bad_key(desk, folder, name):
    """A key file with a fault of this name, and the passphrase to try."""
    key, issue, path = desk.key, desk.authority.issue, folder / "bad.p12"
    day = timedelta(days=1)
    match name:
        case "wrong-pin":
            return seals.p12(path, key, issue(SIGNER, key), passphrase="another")
        case "certificate-expired":
            return seals.p12(path, key, issue(SIGNER, key, start=NOW - 9 * day, end=NOW - day))
        case "certificate-early":
            return seals.p12(path, key, issue(SIGNER, key, start=NOW + day, end=NOW + 9 * day))
        case "certificate-unfit":
            return seals.p12(path, key, issue(SIGNER, key, uses=False))
        case "no-certificate":
            return seals.p12(path, key, None)
        case "no-key":
            return seals.p12(path, None, None, issue(SIGNER, key))
        case "key-kind":
            other = ed25519.Ed25519PrivateKey.generate()
            return seals.p12(path, other, issue(SIGNER, other))
        case "not-pkcs12":
            path.write_text("không phải khóa", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "code",
    [
        *("wrong-pin", "certificate-expired", "certificate-early", "certificate-unfit"),
        *("no-certificate", "no-key", "key-kind", "not-pkcs12"),
    ],
)
def test_a_key_that_cannot_sign_is_told_before_anything_is_written(desk, run, tmp_path, code):
    put(tmp_path / "a.pdf")
    key = bad_key(desk, tmp_path, code)
    said = run("a.pdf", "--as", "signer", "--key", key, "--image", desk.signature, exit_code=2)
    assert said["codes"] == [code]
    assert not (tmp_path / "signed").exists()


def test_a_key_without_a_passphrase_and_one_from_a_file_sign_too(desk, run, tmp_path, monkeypatch):
    put(tmp_path / "a.pdf")
    key = seals.p12(tmp_path / "open.p12", desk.key, desk.authority.issue(SIGNER, desk.key), passphrase="")
    monkeypatch.setenv("VANBAN_PIN", "")
    run("a.pdf", "--as", "signer", "--key", key, "--image", desk.signature)
    (tmp_path / "pin").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("VANBAN_PIN", "another")
    run("a.pdf", "--as", "trs", "--key", desk.agency, "--pin-file", "pin", "--output", "too")
    assert list(seals.widgets((tmp_path / "too" / "a.pdf").read_bytes())) == ["SaoY"]


def test_without_a_terminal_nobody_is_asked_for_the_pin(run, tmp_path, by_signer, monkeypatch):
    put(tmp_path / "a.pdf")
    monkeypatch.delenv("VANBAN_PIN")
    assert run("a.pdf", *by_signer, exit_code=2)["codes"] == ["no-pin"]


def test_on_a_terminal_the_pin_is_asked_and_not_shown(tmp_path, by_signer, monkeypatch):
    put(tmp_path / "a.pdf")
    monkeypatch.delenv("VANBAN_PIN", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "on_terminal", lambda: True)
    done = CliRunner().invoke(commands, ["sign", "a.pdf", *map(str, by_signer)], input=f"{PASSPHRASE}\n")
    assert done.exit_code == 0, done.output
    assert "PIN or passphrase" in done.output
    assert PASSPHRASE not in done.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--key", "{signer}", "--image", "{signature}"), "sign-no-role"),
        (("--as", "signer", "--image", "{signature}"), "sign-no-key"),
        (("--as", "signer", "--key", "{signer}", "--token", "{signer}", "--image", "{signature}"), "sign-two-keys"),
        (("--as", "signer", "--key", "no.p12", "--image", "{signature}"), "not-found"),
        (("--as", "signer", "--key", "{signer}"), "no-picture"),
        (("--as", "signer", "--key", "{signer}", "--image", "no.png"), "not-found"),
        (("--as", "signer", "--key", "{signer}", "--image", "{signer}"), "not-png"),
        (("--as", "annex", "--key", "{agency}", "--image", "{seal}"), "picture-not-shown"),
        (("--as", "agency", "--key", "{agency}", "--image", "{signature}"), "seal-size"),
        (("--as", "agency", "--key", "{agency}", "--image", "{seal}", "--width", SEAL_MM[1] + 1), "seal-size"),
        (("--as", "signer", "--token", "{signer}", "--image", "{signature}"), "token-library"),
        (("--verify", "--as", "signer"), "verify-only"),
        (("--verify", "--trust", "{signer}"), "not-certificate"),
        (("--verify", "--trust", "{root}", "--crl", "{root}"), "not-crl"),
    ],
)
def test_what_cannot_be_obeyed_is_told_before_anything_is_written(desk, run, tmp_path, arguments, code):
    put(tmp_path / "a.pdf")
    given = [str(one).format(**vars(desk)) for one in arguments]
    assert run("a.pdf", *given, exit_code=2)["codes"] == [code]
    assert not (tmp_path / "signed").exists()


@pytest.mark.parametrize(
    ("size", "color", "code"),
    [((300, 200), (0, 0, 255, 255), "no-transparency"), ((300, 200), (0, 0, 255, 0), "empty-picture")],
)
def test_a_picture_that_hides_the_page_or_shows_nothing_is_refused(tmp_path, size, color, code):
    Image.new("RGBA", size, color).save(tmp_path / "a.png")
    with pytest.raises(VanbanError) as caught:
        read_picture(tmp_path / "a.png")
    assert caught.value.problem.code == code


def test_a_picture_of_another_colour_and_another_name_on_the_page_are_told(desk, run, tmp_path):
    put(tmp_path / "a.pdf", foot((206, "CHỦ TỊCH"), (236, "Nguyễn Thử Nghiệm")))
    green = seals.signature_png(tmp_path / "green.png", color=(20, 160, 40))
    said = run("a.pdf", "--as", "signer", "--key", desk.signer, "--image", green)
    assert {one["code"] for one in said["notices"]} == {"picture-color", "sign-other-name"}


def test_a_document_without_its_number_is_told(run, tmp_path, by_signer):
    put(tmp_path / "a.pdf", ((35, 38, "Số:       /KH-UBND"), *FOOT))
    assert [one["code"] for one in run("a.pdf", *by_signer)["notices"]] == ["sign-not-numbered"]


def test_a_machine_without_the_face_says_what_to_install(desk, monkeypatch):
    from pipeline.signing import face

    face._file.cache_clear()
    monkeypatch.setattr(face, "_folders", lambda: iter(()))
    with pytest.raises(VanbanError) as caught:
        signed(desk, paper(HEAD), "SY")
    assert caught.value.problem.code == "no-face"


def test_without_the_extra_it_says_what_to_install(run, tmp_path, by_signer, monkeypatch):
    put(tmp_path / "a.pdf")
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    said = run("a.pdf", *by_signer, exit_code=2)
    assert said["codes"] == ["no-extra"]
    assert "vanban[sign]" in said["problems"][0]["hint"]


# ---- batches ---------------------------------------------------------------------------------------------------------


def closed(pdf, desk):
    """The PDF certified by another, who allows no change."""
    key = ec.generate_private_key(ec.SECP256R1())
    path = seals.p12(desk.root.parent / "other.p12", key, desk.authority.issue("Người khác (DỮ LIỆU MẪU)", key))
    said = PdfSignatureMetadata("Khac", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    signer = signers.SimpleSigner.load_pkcs12(path, passphrase=PASSPHRASE.encode())
    return signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), said, signer).getvalue()


def test_bad_files_are_named_and_all_others_signed(desk, run, tmp_path, by_signer):
    good, once = paper(LETTER), signed(desk, paper(LETTER)).pdf
    files = {
        "a.pdf": (good, ""),
        "b.pdf": (b"PK\3\4 no PDF", "not-pdf"),
        "c.pdf": (good[: len(good) // 3], "not-pdf"),
        "d.pdf": (paper(LETTER, encryption=True), "pdf-encrypted"),
        "e.pdf": (paper(HEAD), "sign-no-place"),
        "f.pdf": (once, "sign-twice"),
        "g.pdf": (once.replace(b"/F1 14", b"/F1 15"), "sign-broken"),
        "h.pdf": (closed(good, desk), "sign-closed"),
        "i.pdf": (good + b"\n", ""),
        "j.pdf": (seals.hybrid(good), ""),
    }
    for name, (content, _) in files.items():
        (tmp_path / name).write_bytes(content)
    said = run(*files, *by_signer, exit_code=1)
    assert said["codes"] == [code for _, code in files.values() if code]
    assert sorted(one.name for one in (tmp_path / "signed").iterdir()) == ["a.pdf", "i.pdf", "j.pdf"]
    assert all((tmp_path / name).read_bytes() == content for name, (content, _) in files.items())
    assert [one["status"] for one in said["documents"]] == [
        "made" if not code else "failed" for _, code in files.values()
    ]


def test_the_agency_signs_after_the_signer_and_nobody_over_another(desk, run, tmp_path, by_agency):
    put(tmp_path / "a.pdf")
    assert run("a.pdf", *by_agency, exit_code=1)["codes"] == ["sign-not-yet"]
    (tmp_path / "b.pdf").write_bytes(signed(desk, paper(LETTER)).pdf)
    deputy = ("--as", "signer", "--key", desk.agency, "--image", desk.signature)
    assert run("b.pdf", *deputy, exit_code=1)["codes"] == ["sign-place-taken"]


def test_a_second_signature_is_written_behind_the_first(desk):
    first = signed(desk, paper(LETTER)).pdf
    second = signed(desk, first, "agency").pdf
    assert second.startswith(first)
    found = verify(second, read_trust([desk.root]), NOW)
    assert [(one.name, one.whole, one.trusted, one.fault) for one in found] == [
        (SIGNER, True, True, ""),
        (AGENCY, True, True, ""),
    ]
    assert all(abs(one.at - NOW) < timedelta(seconds=1) for one in found)


def test_what_is_signed_already_is_left_and_what_is_in_the_way_kept(run, tmp_path, by_signer):
    put(tmp_path / "a.pdf")
    run("a.pdf", *by_signer)
    before = (tmp_path / "signed" / "a.pdf").read_bytes()
    assert [one["status"] for one in run("a.pdf", *by_signer)["documents"]] == ["unchanged"]
    assert (tmp_path / "signed" / "a.pdf").read_bytes() == before
    put(tmp_path / "a.pdf", HEAD, LETTER)
    assert [one["code"] for one in run("a.pdf", *by_signer)["notices"]] == ["pdf-kept"]
    assert before in [one.read_bytes() for one in (tmp_path / "signed").iterdir()]


def test_no_file_is_overwritten_by_its_signed_copy_or_by_anothers(run, tmp_path, by_signer):
    put(tmp_path / "signed" / "a.pdf")
    put(tmp_path / "b" / "a.pdf")
    put(tmp_path / "c" / "a.pdf")
    assert run("signed", *by_signer, exit_code=1)["codes"] == ["sign-overwrites"]
    assert run("b", "c", *by_signer, "--output", "out", exit_code=1)["codes"] == ["pdf-twice"]
    assert run(".", *by_signer, "--output", "out")["problems"] == []
    assert sorted(str(one.relative_to("out")) for one in Path("out").rglob("*.pdf")) == [
        *("a.pdf", "b/a.pdf", "c/a.pdf", "signed/a.pdf"),
    ]
    (tmp_path / "empty").mkdir()
    assert run("empty", *by_signer, exit_code=2)["codes"] == ["no-pdfs"]
    assert run("nowhere.pdf", *by_signer, exit_code=2)["codes"] == ["not-found"]


@pytest.mark.slow
def test_a_file_that_cannot_be_written_leaves_nothing_half_written_and_the_rest_done(
    desk, tmp_path, by_signer, monkeypatch
):
    monkeypatch.setenv("VANBAN_PIN", PASSPHRASE)
    put(tmp_path / "a.pdf")
    put(tmp_path / "b.pdf", padding=100_000)
    put(tmp_path / "c.pdf")
    arguments = ["vanban", "--lang", "en", "sign", "a.pdf", "b.pdf", "c.pdf", *map(str, by_signer)]
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000));"
        f"sys.argv = {arguments!r}; from pipeline.__main__ import main; main()"
    )
    done = run_python(code, tmp_path)
    assert done.returncode == 1, done.stderr
    assert "b.pdf cannot be written" in done.stderr
    assert sorted(one.name for one in (tmp_path / "signed").iterdir()) == ["a.pdf", "c.pdf"]


@pytest.mark.slow
def test_a_full_disk_stops_in_words_with_whole_files_only(tmp_path, by_signer, vanban):
    for name in "abcd":
        put(tmp_path / f"{name}.pdf")
    with small_disk(tmp_path / "disk", "56k") as disk:
        files = [f"{name}.pdf" for name in "abcd"]
        done = vanban("sign", *files, *by_signer, "--output", disk / "out", env={"VANBAN_PIN": PASSPHRASE})
        assert done.returncode == 2, done.stderr
        assert "cannot be written" in done.stderr
        made = sorted((disk / "out").iterdir())
        assert 0 < len(made) < 4
        assert all(verify(one.read_bytes(), Trust(), NOW)[0].whole for one in made)


@pytest.fixture(scope="module")
def letters(desk):
    """A letter, and the same signed."""
    letter = paper(LETTER)
    return letter, signed(desk, letter).pdf


@pytest.mark.slow
@settings(max_examples=examples(0.4))
@given(st.data())
def test_a_damaged_pdf_is_signed_or_told_never_a_crash(desk, letters, data):
    pdf = bytearray(data.draw(st.sampled_from(letters)))
    for _ in range(data.draw(st.integers(1, 8))):
        pdf[data.draw(st.integers(8, len(pdf) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(pdf[: data.draw(st.sampled_from([len(pdf), len(pdf) // 2, len(pdf) - 20]))])
    for work in (lambda: signed(desk, cut), lambda: verify(cut, Trust(), NOW)):
        with suppress(VanbanError):
            work()


# ---- verifying -------------------------------------------------------------------------------------------------------


def test_what_is_verified_says_who_and_when_and_exits_with_1_unless_all_is_well(desk, run, tmp_path):
    once = signed(desk, paper(LETTER)).pdf
    other = seals.Authority("Gốc khác (DỮ LIỆU MẪU)").certificate.public_bytes(Encoding.DER)
    (tmp_path / "other.cer").write_bytes(other)
    (tmp_path / "a.pdf").write_bytes(once)
    said = run("a.pdf", "--verify", "--trust", desk.root)
    (found,) = said["documents"][0]["signatures"]
    assert (found["name"], found["whole"], found["trusted"]) == (SIGNER, True, True)
    assert found["at"] == NOW.astimezone(VIETNAM).isoformat(timespec="seconds")
    assert run("a.pdf", "--verify", exit_code=1)["codes"] == ["verify-no-roots"]
    assert run("a.pdf", "--verify", "--trust", "other.cer", exit_code=1)["codes"] == ["verify-untrusted"]
    (tmp_path / "b.pdf").write_bytes(once.replace(b"/F1 14", b"/F1 15"))
    (tmp_path / "c.pdf").write_bytes(paper(LETTER))
    (tmp_path / "d.pdf").write_bytes(b"none")
    said = run("a.pdf", "b.pdf", "c.pdf", "d.pdf", "--verify", "--trust", desk.root, exit_code=1)
    assert said["codes"] == ["verify-changed", "not-signed", "not-pdf"]


def test_pages_changed_behind_a_signature_are_told(desk):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed(desk, paper(LETTER)).pdf))
    box = writer.root["/Pages"]["/Kids"][0]["/MediaBox"]
    box[2] = box[3]
    writer.update_container(box)
    data = io.BytesIO()
    writer.write(data)
    (found,) = verify(data.getvalue(), read_trust([desk.root]), NOW)
    assert (found.whole, found.fault) == (False, "verify-changed")


def test_a_certificate_that_is_valid_no_more_is_told(desk):
    roots = read_trust([desk.root])
    (found,) = verify(signed(desk, paper(LETTER)).pdf, roots, NOW + timedelta(days=3))
    assert (found.whole, found.trusted, found.fault) == (True, False, "verify-expired")


def test_a_certificate_that_was_revoked_is_told(desk, run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(signed(desk, paper(LETTER)).pdf)
    with opened(desk.signer, PASSPHRASE, NOW) as key:
        numbers = {"other": 1, "own": key.signer.signing_cert.serial_number}
    for name, number in numbers.items():
        (tmp_path / f"{name}.crl").write_bytes(desk.authority.revoke(number).public_bytes(Encoding.DER))
    run("a.pdf", "--verify", "--trust", desk.root, "--crl", "other.crl")
    said = run("a.pdf", "--verify", "--trust", desk.root, "--crl", "own.crl", exit_code=1)
    assert said["codes"] == ["verify-revoked"]
    elsewhere = seals.Authority("Gốc khác (DỮ LIỆU MẪU)").revoke(1)
    (tmp_path / "foreign.crl").write_bytes(elsewhere.public_bytes(Encoding.PEM))
    unsure = run("a.pdf", "--verify", "--trust", desk.root, "--crl", "foreign.crl", exit_code=1)
    assert unsure["codes"] == ["verify-not-listed"]
    assert said["documents"][0]["signatures"][0]["whole"]


def test_a_signature_that_cannot_be_read_is_told(desk):
    once = signed(desk, paper(LETTER)).pdf
    start = once.index(b"/Contents <") + len(b"/Contents <")
    with pytest.raises(VanbanError) as caught:
        verify(once[:start] + b"00" * 40 + once[start + 80 :], Trust(), NOW)
    assert caught.value.problem.code == "sign-unreadable"


# ---- tokens, and real documents --------------------------------------------------------------------------------------

needs_token = pytest.mark.skipif(
    seals.soft_token() is None,
    reason="SoftHSM is missing: apt-get install softhsm2, or sh tests/system-packages as root",
)


@pytest.mark.slow
@needs_token
def test_a_token_is_told_what_is_wrong_and_its_pin_tried_once(desk, tmp_path, vanban):
    put(tmp_path / "a.pdf")
    put(tmp_path / "b.pdf")
    certificate = desk.authority.issue(SIGNER, desk.key)
    bare = ("bare", seals.rsa_key(), None)
    old = seals.rsa_key(), desk.authority.issue(SIGNER, desk.key, start=NOW - timedelta(9), end=NOW - timedelta(1))
    env = seals.token(tmp_path, ("signer", desk.key, certificate), bare, ("old", *old))
    given = ("a.pdf", "b.pdf", "--as", "signer", "--image", desk.signature, "--token", seals.soft_token(), "--json")

    def codes(*more, **other):
        done = vanban("sign", *given, *more, env=env | other)
        assert PIN not in done.stdout + done.stderr
        assert "9753" not in done.stdout + done.stderr
        return done.returncode, [one["code"] for one in json.loads(done.stdout)["problems"]]

    assert codes() == (2, ["token-keys"])
    assert codes("--key-label", "bare") == (2, ["no-certificate"])
    assert codes("--key-label", "old") == (2, ["certificate-expired"])
    assert codes("--key-label", "none") == (2, ["no-key"])
    assert codes("--token-label", "none") == (2, ["token-which"])
    assert codes("--key-label", "signer", VANBAN_PIN="9753") == (2, ["wrong-pin"])
    assert not (tmp_path / "signed").exists()
    assert codes("--key-label", "signer", "--token-label", "DU LIEU MAU") == (0, [])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (pkcs11.PinLocked, "pin-locked"),  # which SoftHSM never says
        (pkcs11.PinLenRange, "wrong-pin"),
        (pkcs11.DeviceRemoved, "token-library"),
    ],
)
def test_a_token_that_does_not_open_is_told_after_one_try(error, code):
    tried = []

    class Token:
        def open(self, user_pin):
            tried.append(user_pin)
            raise error

    with pytest.raises(VanbanError) as caught:
        logged_in(Token(), PIN, Where("token.so"))
    assert caught.value.problem.code == code
    assert tried == [PIN]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """A directive, a plan and a statistics table of the sample, numbered, as archival PDFs with their properties."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is missing")
    folder = tmp_path_factory.mktemp("printed")
    call = CliRunner().invoke
    build = ["build", str(SAMPLE), "--output", str(folder / "out"), "--jobs", "1"]
    assert call(commands, build).exit_code == 0
    kinds = [str(next((folder / "out").rglob(f"{kind}/*.docx"))) for kind in ("directive", "plan", "statistics")]
    done = call(commands, ["pdf", *kinds, "--pdfa", "--metadata", "--output", str(folder / "pdf")])
    assert done.exit_code == 0, done.output
    return folder / "pdf"


@pytest.mark.slow
@needs_token
@needs_poppler
def test_documents_signed_with_a_file_and_a_token_hold_for_both_validators(desk, printed, tmp_path, vanban):
    files = sorted(one for one in printed.iterdir() if one.stem != "statistics")
    other = ec.generate_private_key(ec.SECP256R1())
    env = seals.token(tmp_path, ("agency", other, desk.authority.issue(AGENCY, other)))
    by_signer = ("--as", "signer", "--key", desk.signer, "--image", desk.signature)
    by_token = ("--as", "agency", "--token", seals.soft_token(), "--image", desk.seal)
    done = vanban("sign", *files, *by_signer, "--output", "mid", env={"VANBAN_PIN": PASSPHRASE})
    assert done.returncode == 0, done.stderr
    done = vanban("sign", "mid", *by_token, "--output", "out", env=env)
    assert done.returncode == 0, done.stderr
    done = vanban(
        "sign", printed / "statistics.pdf", "--as", "annex", "--number", "15/KH-UBND", *by_token[2:4], env=env
    )
    assert done.returncode == 0, done.stderr
    done = vanban("sign", "out", "signed", "--verify", "--trust", desk.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("whole, trusted") == 2 * len(files) + 1
    for file in files:
        said = subprocess.run(
            ["pdfsig", "-nocert", tmp_path / "out" / file.name], capture_output=True, text=True, check=False
        )
        assert said.stdout.count("Signature is Valid") == 2, said.stdout
        assert said.stdout.count("ETSI.CAdES.detached") == 2
        places = seals.widgets((tmp_path / "out" / file.name).read_bytes())
        block = block_of(read_pages(file.read_bytes()))
        page, left, top, right, bottom = places["NguoiKy"]
        assert page == block.page.number == places["CoQuan"][0]
        assert block.office.bottom < top < bottom < block.name.top
        assert (left + right) / 2 == pytest.approx(block.name.middle, abs=0.2)
        with pikepdf.open(file) as before, pikepdf.open(tmp_path / "out" / file.name) as after:
            assert b"<pdfaid:part>2</pdfaid:part>" in before.Root.Metadata.read_bytes()
            meta = after.open_metadata()
            assert meta.pdfa_status == "2B"
            assert meta["dc:title"] == before.open_metadata()["dc:title"] == str(after.docinfo.Title)
