"""`vanban sign`: the command; what it does stands in `signatures`."""

import click

from pipeline.cli import FILE, vanban
from pipeline.messages import text as _

ROLES = ("signer", "agency", "annex", "SY", "TrS", "SL")


@vanban.command(
    help=_("Sign PDFs with a PKCS#12 file or a token, the picture at the decree's place; or --verify them.")
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option(
    "--as",
    "role",
    type=click.Choice(ROLES, case_sensitive=False),
    default=None,
    help=_(
        "Who signs: the signer, the agency, the agency an annex of its own file, or a copy (SAO Y, TRÍCH SAO, SAO LỤC)."
    ),
)
@click.option("--key", type=FILE, default=None, metavar="FILE.p12", help=_("Key and certificate (PKCS#12)."))
@click.option("--token", type=FILE, default=None, metavar="LIBRARY", help=_("The token's PKCS#11 library (.so, .dll)."))
@click.option("--token-label", default="", metavar="NAME", help=_("Which token, where there are several."))
@click.option("--key-label", default="", metavar="NAME", help=_("Which key, where the token holds several."))
@click.option(
    "--pin-file",
    type=FILE,
    default=None,
    metavar="FILE",
    help=_("A file with the PIN or passphrase; else VANBAN_PIN, else it is asked."),
)
@click.option("--image", type=FILE, default=None, metavar="PNG", help=_("Picture of the signature or the seal."))
@click.option(
    "--width",
    type=click.FloatRange(5, 200),
    default=None,
    metavar="MM",
    help=_("How wide the picture is (default: the signature's fills its room, the seal's as its file says)."),
)
@click.option("--number", default="", metavar="NUMBER", help=_("Number and symbol of the document of an annex."))
@click.option("--output", type=FILE, default="signed", metavar="DIR", help=_("Where to (default: signed)."))
@click.option("--verify", is_flag=True, help=_("Sign nothing: say who has signed, when, whether whole and trusted."))
@click.option("--trust", multiple=True, type=FILE, metavar="FILE", help=_("A root certificate trusted (repeatable)."))
@click.option("--crl", multiple=True, type=FILE, metavar="FILE", help=_("A list of certificates revoked (repeatable)."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def sign(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    role: str | None,
    key: str | None,
    token: str | None,
    token_label: str,
    key_label: str,
    pin_file: str | None,
    image: str | None,
    width: float | None,
    number: str,
    output: str,
    verify: bool,
    trust: tuple[str, ...],
    crl: tuple[str, ...],
    as_json: bool,
) -> None:
    """Sign each file, or verify it; one that cannot be does not stop the others."""
    from pathlib import Path

    from pipeline.cli import signatures

    named = tuple(map(Path, files))
    if verify:
        given = {"--as": role, "--key": key, "--token": token, "--image": image}
        roots, revoked = tuple(map(Path, trust)), tuple(map(Path, crl))
        others = [name for name in given if given[name]]
        code = signatures.verify(named, roots, revoked, others, as_json=as_json)
    else:
        pin = Path(pin_file) if pin_file else None
        source = signatures.Source(key or "", token or "", token_label, key_label, pin)
        seal = signatures.Seal(role or "", Path(image) if image else None, width, number)
        code = signatures.run(named, Path(output), source, seal, as_json=as_json)
    ctx.exit(code)
