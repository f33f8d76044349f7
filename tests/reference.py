"""The reference pages under docs/reference, generated from the code, in Vietnamese. Run by `make accept`."""

from pathlib import Path

import click

from pipeline import messages

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
NOTE = "<!-- Trang này sinh ra từ mã nguồn (make accept); đừng sửa tay. -->\n"


def commands():
    """Every command with its arguments and options."""
    from pipeline.cli import vanban

    lines = ["# Các lệnh\n", NOTE]
    for path, command in _walk("vanban", vanban):
        context = click.Context(command, info_name=path)
        lines += [f"## {path}\n", f"{command.help}\n", "```", command.get_usage(context), "```\n"]
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record and record[1]:
                lines.append(f"- `{record[0]}`: {record[1]}")
        lines.append("")
    return "\n".join(lines)


def _walk(path, command):
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from _walk(f"{path} {name}", child)


def tags():
    """Every tag of every kind of document."""
    from pipeline.documents import kinds
    from pipeline.documents.tags import tags_of

    lines = ["# Thẻ của các mẫu\n", NOTE]
    for name, kind in kinds().items():
        lines += [f"## {name} (`{kind.template.name}`)\n", "| thẻ | ý nghĩa | ví dụ |", "| --- | --- | --- |"]
        lines += [f"| `{tag.name}` | {tag.meaning} | {tag.example} |" for tag in tags_of(kind)]
        lines.append("")
    return "\n".join(lines)


def tables():
    """Every column of every table of a dossier."""
    from pipeline.dossier import TABLES
    from pipeline.records import columns

    lines = ["# Các bảng của một hồ sơ\n", NOTE]
    for name, kind in TABLES.items():
        lines += [f"## {name}\n", "| cột | tên tiếng Anh | bắt buộc |", "| --- | --- | --- |"]
        lines += [f"| {c.header} | `{c.key}` | {'có' if c.required else ''} |" for c in columns(kind)]
        lines.append("")
    return "\n".join(lines)


def problems():
    """Every message about data, templates and files, with its hint."""
    from pipeline.messages import text
    from pipeline.problems.texts import TEXTS

    lines = ["# Các thông báo lỗi\n", NOTE, "| mã | lỗi | cách sửa |", "| --- | --- | --- |"]
    for code, (message, hint) in sorted(TEXTS.items()):
        lines.append(f"| `{code}` | {_cell(text(message))} | {_cell(text(hint))} |")
    return "\n".join(lines) + "\n"


def rules():
    """Every rule of the decree that is checked; what a reminder is held against when it is built."""
    from pipeline.decree import decree
    from pipeline.rules import registry

    lines = ["# Các quy tắc thể thức được kiểm tra\n", NOTE, "| mã | nội dung | điều khoản |", "| --- | --- | --- |"]
    lines += [f"| {rule.code} | {_cell(rule.summary)} | {_cell(rule.clause)} |" for rule in registry()]
    lines += ["", "## Riêng công văn đôn đốc, khi lập\n", "| mã | nội dung | điều khoản |", "| --- | --- | --- |"]
    lines += [f"| {code} | {_cell(row.says)} | {_cell(row.clause)} |" for code, row in decree().reminders.items()]
    return "\n".join(lines) + "\n"


def _cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


PAGES = {"commands.md": commands, "tags.md": tags, "tables.md": tables, "problems.md": problems, "rules.md": rules}


def main():
    """Write every page."""
    messages.use("vi")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
