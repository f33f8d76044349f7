"""Each kind of document says what its dossier says."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.documents import OfficeDocument, kinds
from pipeline.documents.tags import tags_of
from pipeline.dossier import load

SMALL = Path(__file__).parent / "cases" / "dossier"
AS_OF = date(2022, 12, 15)
KINDS = list(kinds())


def drafts(kind, dossier=None, as_of=AS_OF):
    dossier = dossier or load(SMALL).dossier
    return list(kinds()[kind].drafts(dossier, as_of))


def with_issues(folder, issues):
    path = folder / "dossier.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"issued: {issues}\n", encoding="utf-8")
    loaded = load(folder)
    assert loaded.problems == ()
    return loaded.dossier


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_makes_documents_whose_ids_are_their_own(kind):
    made = drafts(kind)
    assert made
    assert len({document.id for document in made}) == len(made)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_meaning(kind):
    assert [tag.name for tag in tags_of(kinds()[kind]) if not tag.meaning] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_decomposed_or_empty_by_accident(kind):
    import unicodedata

    for document in drafts(kind):
        for field in fields(document):
            value = getattr(document, field.name)
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    assert unicodedata.is_normalized("NFC", text)
                    assert "{" not in text


def test_a_draft_has_no_number_and_no_day():
    for kind in KINDS:
        for document in drafts(kind):
            if isinstance(document, OfficeDocument):
                assert not document.number.strip()
                assert not any(char.isdigit() for char in document.date.split("tháng")[0])


def test_the_directive_places_every_task_and_numbers_its_sections():
    (directive,) = drafts("directive")
    assert [block.text for block in directive.body[1:]] == [
        "1. Các phòng: chủ động xây dựng kế hoạch triển khai thực hiện.",
        "- Phòng Mẫu: Tổ chức tuyên truyền trên địa bàn.",
        "2. UBND các xã, thị trấn",
        "- Rà soát, thống kê cơ sở kinh doanh.",
        "- Yêu cầu chủ cơ sở ký cam kết",
    ]
    assert directive.addressees == ("Các phòng thuộc UBND huyện", "UBND các xã, thị trấn")


def test_an_issued_directive_carries_its_number_and_others_quote_it(dossier_folder):
    dossier = with_issues(dossier_folder, "[{document: directive, number: 7, day: 2022-09-05}]")
    (directive,) = drafts("directive", dossier)
    assert (directive.number, directive.date) == ("07", "ngày 05 tháng 9 năm 2022")
    quoted = "Công văn số 07/UBND-TN ngày 05 tháng 9 năm 2022 của Ủy ban nhân dân huyện Mẫu"
    for kind in ("plan", "follow-up"):
        for document in drafts(kind, dossier):
            assert quoted in document.body[0].text


def test_the_agency_told_to_plan_makes_a_plan_of_its_own_tasks_under_its_own_name():
    office, own = drafts("plan")
    assert (office.id, own.id) == ("office", "phong-mau")
    assert own.superior == ("UBND HUYỆN MẪU",)
    assert own.issuer == ("PHÒNG MẪU",)
    assert (own.symbol, own.place, own.signer) == ("KH-PM", "Mẫu", "Trần Thị Mẫu")
    assert [row.content for row in own.tasks] == ["Xây dựng kế hoạch triển khai", "Tổ chức tuyên truyền trên địa bàn."]
    assert {row.lead for row in own.tasks} == {"Phòng Mẫu"}
    assert len(office.tasks) == 4
    assert office.issuer == ("ỦY BAN NHÂN DÂN", "HUYỆN MẪU")


def test_a_commitment_is_addressed_to_the_commune_of_its_business():
    for form, commune in zip(drafts("commitment"), ["Một"] * 3 + ["Hai"] * 2, strict=True):
        assert form.addressees == (f"Ủy ban nhân dân xã Mẫu {commune}", f"Công an xã Mẫu {commune}")
        assert form.place == f"Mẫu {commune}"


def test_what_a_business_left_open_is_dotted_and_never_blank():
    form = drafts("commitment")[0]
    for field in fields(form):
        if field.name not in ("record", "confirmation"):
            assert getattr(form, field.name), field.name
    assert form.current_residence.startswith("...")


def test_a_follow_up_counts_what_is_done_in_time_and_overdue():
    one, two = drafts("follow-up")
    assert one.addressees == ("Ủy ban nhân dân xã Mẫu Một",)
    assert "2 nhiệm vụ" in one.body[0].text
    assert "đã hoàn thành 1, còn trong hạn 0, quá hạn 1" in one.body[0].text
    assert [(row.content, row.deadline, row.days) for row in one.overdue] == [
        ("Yêu cầu chủ cơ sở ký cam kết", "10/12/2022", "5")
    ]
    assert "Còn 2/3 cơ sở" in one.demands[0].text
    assert [row.name for row in one.unsigned] == ["Cơ sở Mẫu Số 02 (DỮ LIỆU MẪU)", "Cơ sở Mẫu Số 03 (DỮ LIỆU MẪU)"]
    assert two.unsigned == ()
    assert [(row.deadline, row.days) for row in two.overdue] == [("30/11/2022", "15")]
    assert "ngày 22 tháng 12 năm 2022" in two.demands[0].text


def test_nobody_is_reminded_who_is_not_late():
    assert drafts("follow-up", as_of=date(2022, 9, 30)) == []


def test_the_second_reminder_says_so_and_names_the_first(dossier_folder):
    issues = (
        "[{document: directive, number: 7, day: 2022-09-05},"
        " {document: follow-up/xa-hai, number: 120, day: 2022-12-05}]"
    )
    one, two = drafts("follow-up", with_issues(dossier_folder, issues))
    assert "(lần" not in one.subject
    assert two.subject.endswith(" (lần 2)")
    assert two.id == "xa-hai-lan-2"
    assert "Công văn số 120/UBND-TN ngày 05 tháng 12 năm 2022" in two.body[0].text
    assert "quá hạn 1" in two.body[-1].text, "the last paragraph leads into the table"


def test_statistics_stand_in_alphabetical_order_and_add_up():
    (table,) = drafts("statistics")
    assert [(row.style, row.name, row.establishments, row.signed) for row in table.rows] == [
        ("commune", "Xã Mẫu Hai", "2", "2"),
        ("trade", "Karaoke", "1", "1"),
        ("trade", "Lưu trú", "1", "1"),
        ("commune", "Xã Mẫu Một", "3", "1"),
        ("trade", "Karaoke", "1", "0"),
        ("trade", "Lưu trú", "2", "1"),
        ("total", "Tổng cộng", "5", "3"),
    ]


def test_a_report_counts_each_task_once_for_each_agency_that_leads_it_and_adds_up():
    (report,) = drafts("report")
    states = [(row.total, row.done, row.in_time, row.overdue) for row in (*report.by_agency, *report.by_task)]
    assert states[: len(report.by_agency)] == [
        ("2", "1", "1", "0"),
        ("2", "1", "0", "1"),
        ("2", "1", "0", "1"),
        ("6", "3", "1", "2"),
    ]
    assert report.by_agency[-1].share == "50"
    for table in (report.by_agency, report.by_task):
        rows = [[int(n) for n in (row.total, row.done, row.in_time, row.overdue)] for row in table]
        assert all(total == done + in_time + overdue for total, done, in_time, overdue in rows)
        assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]


def test_a_report_lists_what_is_late_the_longest_first_and_annexes_the_statistics():
    (report,) = drafts("report")
    assert [(row.name, row.deadline, row.days) for row in report.late] == [
        ("UBND xã Mẫu Hai", "30/11/2022", "15"),
        ("UBND xã Mẫu Một", "10/12/2022", "5"),
    ]
    (statistics,) = drafts("statistics")
    assert (report.rows, report.as_of) == (statistics.rows, statistics.as_of)
    assert "3/5 cơ sở (15 lao động) đã ký cam kết, đạt 60%" in report.conclusion[0].text


def test_a_report_of_a_day_without_anything_late_says_so_and_has_no_table_of_it():
    (report,) = drafts("report", as_of=date(2022, 9, 30))
    assert report.late == ()
    assert [block.text for block in report.before_late] == ["3. Không có nhiệm vụ quá hạn."]


def test_a_dossier_without_prose_for_a_report_makes_none(dossier_folder):
    path = dossier_folder / "dossier.yaml"
    prose, _, _ = path.read_text(encoding="utf-8").partition("report:")
    path.write_text(prose, encoding="utf-8")
    assert drafts("report", load(dossier_folder).dossier) == []


SENT = "{document: follow-up/xa-hai, number: %d, day: %s}"
LEVELS = """
  levels:
    - {days: 5, demands: ["Yêu cầu hoàn thành trước {deadline}."]}
    - {days: 2, again: "Phê bình {agency} sau {previous}."}
"""


@pytest.mark.parametrize(
    ("sent", "again", "demand"),
    [
        (0, "", "yêu cầu Ủy ban nhân dân xã Mẫu Hai hoàn thành và báo cáo trước 16 giờ 00 ngày 22 tháng 12 năm 2022."),
        (1, "Ủy ban nhân dân huyện Mẫu đã đôn đốc", "Yêu cầu hoàn thành trước ngày 20 tháng 12 năm 2022."),
        (2, "Phê bình", "báo cáo trước 16 giờ 00 ngày 17 tháng 12 năm 2022."),
        (3, "Phê bình", "báo cáo trước 16 giờ 00 ngày 17 tháng 12 năm 2022."),
    ],
)
def test_tone_and_deadline_of_a_reminder_go_by_its_level(dossier_folder, sent, again, demand):
    path = dossier_folder / "dossier.yaml"
    text = path.read_text(encoding="utf-8").replace("  days: 7\n", "  days: 7" + LEVELS, 1)
    path.write_text(text, encoding="utf-8")
    issues = ", ".join(SENT % (120 + n, f"2022-12-0{n + 1}") for n in range(sent))
    _one, letter = drafts("follow-up", with_issues(dossier_folder, f"[{issues}]"))
    assert letter.demands[-1].text.endswith(demand)
    assert len(letter.body) == 1 + bool(again)
    assert letter.body[0].text.startswith(again)


def test_a_follow_up_of_the_day_it_was_issued_on_is_the_same_document(dossier_folder):
    before = drafts("follow-up", load(dossier_folder).dossier)
    dossier = with_issues(dossier_folder, f"[{SENT % (120, AS_OF)}]")
    assert drafts("follow-up", dossier) == before


def test_who_was_reminded_and_is_late_no_more_is_told(dossier_folder):
    issues = "[{document: follow-up/phong-mau, number: 9, day: 2022-10-20}, " + SENT % (10, "2022-12-01") + "]"
    dossier = with_issues(dossier_folder, issues)
    told = list(kinds()["follow-up"].notices(dossier, AS_OF))
    assert [(notice.code, notice.values["agency"]) for notice in told] == [
        ("follow-up-not-needed", "Phòng Mẫu huyện Mẫu")
    ]
    assert "phong-mau" not in {letter.id for letter in drafts("follow-up", dossier)}
    assert list(kinds()["follow-up"].notices(load(SMALL).dossier, AS_OF)) == []


def to_all(folder, issues="[]"):
    """The dossier with one reminder to all that are late, issued as given."""
    path = folder / "dossier.yaml"
    before, prose, after = path.read_text(encoding="utf-8").partition("follow_up:\n")
    path.write_text(before + prose + "  to: all\n" + after.replace("{agency}", "các đơn vị"), encoding="utf-8")
    return with_issues(folder, issues)


def test_one_reminder_to_all_lists_the_tasks_and_businesses_of_each(dossier_folder):
    (letter,) = drafts("follow-up", to_all(dossier_folder))
    assert (letter.id, letter.overdue) == ("all", ())
    assert letter.addressees == ("Ủy ban nhân dân xã Mẫu Một", "Ủy ban nhân dân xã Mẫu Hai")
    assert [(row.number, row.agency, row.days) for row in letter.late] == [
        ("1", "UBND xã Mẫu Một", "5"),
        ("2", "UBND xã Mẫu Hai", "15"),
    ]
    assert [(row.number, row.agency) for row in letter.unsigned] == [("1", "UBND xã Mẫu Một"), ("2", "UBND xã Mẫu Một")]
    assert "giao các đơn vị 4 nhiệm vụ; đến hết ngày 15 tháng 12 năm 2022 đã hoàn thành 2," in letter.body[0].text
    assert "Còn 2/5 cơ sở" in letter.demands[0].text


def test_a_further_reminder_to_all_cites_the_first_and_is_not_made_where_nobody_is_late(dossier_folder):
    dossier = to_all(dossier_folder, "[{document: follow-up/all, number: 120, day: 2022-12-05}]")
    (letter,) = drafts("follow-up", dossier)
    assert (letter.id, letter.subject[-7:]) == ("all-lan-2", "(lần 2)")
    assert "số 120/UBND-TN ngày 05 tháng 12 năm 2022" in letter.body[0].text
    assert list(kinds()["follow-up"].notices(dossier, AS_OF)) == []
    before = date(2022, 9, 30)
    assert drafts("follow-up", dossier, before) == []
    later = replace(dossier, tasks=())
    assert [notice.code for notice in kinds()["follow-up"].notices(later, AS_OF)] == ["nobody-to-remind"]


def test_a_reminder_to_all_names_no_agency_and_no_agency_is_called_all(dossier_folder):
    to_all(dossier_folder)
    for name, old, new in [
        ("dossier.yaml", "yêu cầu các đơn vị", "yêu cầu {agency}"),
        ("agencies.csv", "phong-mau,", "all,"),
    ]:
        path = dossier_folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    assert {"unknown-place", "agency-is-group"} <= {problem.code for problem in load(dossier_folder).problems}


def test_a_further_reminder_may_be_called_by_its_file_and_an_agency_by_what_looks_like_one(dossier_folder):
    issues = "[" + SENT % (120, "2022-12-01") + ", {document: follow-up/xa-hai-lan-2, number: 121, day: 2022-12-08}]"
    dossier = with_issues(dossier_folder, issues)
    (letter,) = (letter for letter in drafts("follow-up", dossier) if letter.facts.earlier)
    assert (letter.id, letter.cited_as) == ("xa-hai-lan-3", "follow-up/xa-hai")


def test_an_agency_called_like_a_further_reminder_has_reminders_of_its_own(dossier_folder):
    for path in dossier_folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("xa-hai", "thon-lan-2"), encoding="utf-8")
    sent = (SENT % (120, "2022-12-01")).replace("xa-hai", "thon-lan-2")
    for issues, id in ("[]", "thon-lan-2"), (f"[{sent}]", "thon-lan-2-lan-2"):
        (letter,) = (one for one in drafts("follow-up", with_issues(dossier_folder, issues)) if "thon" in one.id)
        assert (letter.id, letter.cited_as) == (id, "follow-up/thon-lan-2")
        path = dossier_folder / "dossier.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("issued: []\n", ""), encoding="utf-8")
