"""The words for what goes wrong where PDFs are signed and their signatures verified."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

SIGNATURES: dict[str, Text] = {
    # keys, certificates, tokens
    "sign-no-key": Text(N_("there is no key to sign with"), N_("name one: --key FILE.p12, or --token LIBRARY.so")),
    "sign-two-keys": Text(N_("a PKCS#12 file and a token are named"), N_("name one of the two")),
    "no-pin": Text(
        N_("there is no PIN or passphrase"),
        N_("type it when asked on a terminal, or set VANBAN_PIN, or name a file with --pin-file"),
    ),
    "wrong-pin": Text(
        N_("the PIN or passphrase is wrong"),
        N_("it was tried once; a token locks itself after a few wrong ones, so look it up before you try again"),
    ),
    "pin-locked": Text(N_("the token is locked"), N_("whoever issued it can unlock it")),
    "not-pkcs12": Text(N_("this is no PKCS#12 file"), N_("name a file .p12 or .pfx that holds key and certificate")),
    "no-key": Text(N_("there is no such key in it"), N_("check --key-label, or export the key with its certificate")),
    "no-certificate": Text(
        N_("the key has no certificate"), N_("export the key together with its certificate, or put both on the token")
    ),
    "key-kind": Text(N_("a key of this kind cannot be used"), N_("use an RSA key, or one on an elliptic curve")),
    "certificate-expired": Text(
        N_("the certificate of {name} expired at {day}"), N_("ask for a new one; check the clock of this machine")
    ),
    "certificate-early": Text(
        N_("the certificate of {name} is not valid before {day}"), N_("check the clock of this machine")
    ),
    "certificate-unfit": Text(
        N_("the certificate of {name} is not for signing"), N_("use the certificate that was issued for signatures")
    ),
    "token-library": Text(
        N_("the token cannot be used: {reason}"), N_("name its PKCS#11 library (.so, .dll), and put the token in")
    ),
    "token-which": Text(
        N_("it cannot be told which token is meant; there are: {labels}"),
        N_("put the token in, or name it: --token-label"),
    ),
    "token-keys": Text(N_("the token holds several keys: {labels}"), N_("name one: --key-label")),
    # pictures
    "sign-no-role": Text(
        N_("it is not said who signs"), N_("give --as signer, agency, annex, or a form of copies: SY, TrS, SL")
    ),
    "no-picture": Text(
        N_("the signature needs its picture"),
        N_("give --image: the signature in blue, or the seal in red, as a PNG with a transparent ground"),
    ),
    "picture-not-shown": Text(
        N_("the signature on an annex or a copy shows no picture"), N_("leave --image and --width out")
    ),
    "not-png": Text(N_("this is no PNG that can be read"), N_("save the picture as PNG")),
    "empty-picture": Text(N_("nothing is drawn in this picture"), N_("scan it again")),
    "no-transparency": Text(
        N_("the picture has no transparent ground"), N_("remove its background, and save it as PNG with transparency")
    ),
    "picture-color": Text(
        N_("the picture is not {color}, as the decree wants it ({clause})"), N_("check that it is the right one")
    ),
    "seal-size": Text(
        N_("how wide the seal is in truth is not known (its file says: {said})"),
        N_("give --width in millimetres, between {least} and {most}"),
    ),
    "no-face": Text(
        N_("no face of the widths of Times New Roman is installed"), N_("apt-get install fonts-liberation2")
    ),
    # documents
    "no-pdfs": Text(N_("there is no PDF in {path}"), N_("name .pdf files, or a folder that holds some")),
    "pdf-encrypted": Text(N_("the PDF is encrypted"), N_("save it without a password first")),
    "sign-no-place": Text(
        N_("no place to sign was found: no office with a name below it in the right half of a page"),
        N_("a scan has none; a file of annexes is signed with --as annex"),
    ),
    "sign-many-places": Text(
        N_("there are several places to sign, on the pages {pages}"), N_("part the file into its documents")
    ),
    "sign-no-room": Text(
        N_("the place on page {page} is too small: {room} mm"),
        N_("leave 25 to 30 mm between office and name; a smaller --width may do"),
    ),
    "sign-place-taken": Text(N_("another signature stands in this place on page {page}"), N_("check who has signed")),
    "sign-not-yet": Text(
        N_("{name} has not signed yet on page {page}"), N_("the signer signs first; the agency's seal lies over it")
    ),
    "sign-other-name": Text(
        N_("the page names {name}, the certificate {holder}"), N_("check that the right person has signed")
    ),
    "sign-not-numbered": Text(
        N_("the document has no number yet"), N_("give it one before it is signed: later the signature would break")
    ),
    "sign-no-number": Text(
        N_("the annex does not say which document it comes with"), N_("give its number and symbol: --number 15/KH-UBND")
    ),
    "sign-page-turned": Text(N_("page {page} is turned"), N_("make the PDF again with the page upright")),
    "sign-twice": Text(N_("{name} has signed this file already"), N_("nothing is left to do for it")),
    "sign-broken": Text(
        N_("the file was changed after {name} had signed it"), N_("go back to the file as it was signed")
    ),
    "sign-unreadable": Text(N_("a signature in the file cannot be read"), N_("ask for the file again")),
    "sign-closed": Text(
        N_("the file takes no further signature"), N_("whoever certified or locked it did not allow any")
    ),
    "sign-overwrites": Text(N_("{path} would be overwritten by its signed copy"), N_("give another --output")),
    # verifying
    "not-signed": Text(N_("the file carries no signature"), N_("vanban sign signs it")),
    "not-certificate": Text(N_("this is no certificate"), N_("name a file in PEM or DER: .pem, .crt, .cer")),
    "not-crl": Text(N_("this is no list of revoked certificates"), N_("name a file .crl of the issuer")),
    "verify-only": Text(N_("--verify signs nothing"), N_("leave out {options}")),
    "verify-changed": Text(
        N_("the signature of {name} does not fit: the file was changed after it"), N_("ask for the file again")
    ),
    "verify-no-roots": Text(
        N_("nobody answers for the certificate of {name}"),
        N_("name the root certificates that you trust: --trust FILE"),
    ),
    "verify-untrusted": Text(
        N_("none of the trusted roots answers for the certificate of {name}"),
        N_("add the root of its issuer with --trust, if you trust it"),
    ),
    "verify-expired": Text(
        N_("the certificate of {name} is not valid today"), N_("it may have been on the day of signing: ask its issuer")
    ),
    "verify-not-listed": Text(
        N_("no list given tells whether the certificate of {name} was revoked"),
        N_("add its issuer's list of today with --crl, or leave --crl out"),
    ),
    "verify-revoked": Text(N_("the certificate of {name} was revoked"), N_("ask the agency for a new signature")),
}
