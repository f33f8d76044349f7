"""What goes wrong in a template or with a value in it, until it is told as a TemplateError."""

from pipeline.template.places import Place


class FaultError(Exception):
    """A value or an act that a document cannot have: `code` and `values` are those of its TemplateError."""

    def __init__(self, code: str, **values: str) -> None:
        self.code, self.values = code, values
        super().__init__(code)


class TagError(Exception):
    """A fault and the place of the tag at which it happened."""

    def __init__(self, fault: FaultError, place: Place) -> None:
        self.fault, self.place = fault, place
        super().__init__(fault.code)
