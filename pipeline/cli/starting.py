"""`vanban init`: a new office's project folder with a sample dossier in it."""

import shutil
from pathlib import Path

import click

from pipeline.messages import text as _
from pipeline.problems import OutputError, UsageError, Where

SAMPLE = "chien-dich-mau"


def run(folder: Path) -> None:
    """Write the project. A folder that holds anything is refused.

    Raises UsageError "folder-not-empty", OutputError "cannot-write".
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError("folder-not-empty", Where(file=str(folder)), path=str(folder))
        shutil.copytree(sample_folder(), folder / "data" / SAMPLE, copy_function=shutil.copyfile)
        (folder / "README.md").write_text(_README, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError("cannot-write", Where(file=str(folder)), path=str(folder), reason=reason) from error
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
