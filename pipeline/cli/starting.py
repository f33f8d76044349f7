"""`vanban init`: a new office's project folder with a sample dossier in it."""

import shutil
from pathlib import Path

import click

from pipeline.messages import text as _
from pipeline.problems import UsageError, Where
from pipeline.publish import cannot_write, write_whole

SAMPLE = "chien-dich-mau"


def run(folder: Path) -> None:
    """Write the project. A folder that holds anything is refused.

    Raises UsageError "folder-not-empty", OutputError "cannot-write".
    """
    place = folder.resolve()
    beside = place.with_name(f".{place.name}.part")  # a project is there whole or not at all
    try:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise UsageError("folder-not-empty", Where(file=str(folder)), path=str(folder))
        sample = sample_folder()
        for source in sorted(path for path in sample.rglob("*") if path.is_file()):
            write_whole(beside / "data" / SAMPLE / source.relative_to(sample), source.read_bytes())
        write_whole(beside / "README.md", _README.encode())
        place.mkdir(parents=True, exist_ok=True)
        for child in beside.iterdir():
            child.replace(place / child.name)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    click.echo(_("{folder} is ready. Next: cd {folder}, then vanban build").format(folder=folder))


def sample_folder() -> Path:
    """The sample dossier: in the package where it is installed, among the examples in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "sample"
    return inside if inside.is_dir() else package.parent / "data" / "luc-nam-2026"


_README = f"""# Hồ sơ của cơ quan

- `data/{SAMPLE}/`: một hồ sơ mẫu (DỮ LIỆU MẪU). Sao chép thư mục này, đổi tên, rồi sửa:
  - `dossier.yaml`: cơ quan, nội dung công văn, kế hoạch, bản cam kết, công văn đôn đốc;
  - `agencies`, `tasks`, `reports`, `businesses`: cơ quan, nhiệm vụ, báo cáo, cơ sở kinh doanh (Excel, CSV hoặc YAML).
- Mẫu Word riêng của một hồ sơ đặt trong `data/<hồ sơ>/templates/`; lấy mẫu có sẵn để sửa bằng
  `vanban template new plan data/<hồ sơ>/templates/plan.docx`.

```
vanban validate data/{SAMPLE}     # tìm lỗi dữ liệu, không ghi gì
vanban build                               # làm mọi văn bản vào output/
vanban check output/*/*/*.docx             # kiểm tra theo Nghị định 30/2020/NĐ-CP
```
"""
