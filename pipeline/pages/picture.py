"""One page of a PDF as a picture."""

import io

_DPI = 110


def picture_of(pdf: bytes, number: int, dpi: int = _DPI) -> bytes:
    """Page `number`, from 1, as a PNG. ValueError where it is no PDF that can be read, IndexError for no such page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        picture = document[number - 1].render(scale=dpi / 72).to_pil()
        data = io.BytesIO()
        picture.save(data, "PNG", dpi=(dpi, dpi))
        return data.getvalue()
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    finally:
        document.close()
