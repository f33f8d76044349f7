"""The words for what goes wrong where documents are made and put away."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

BUILDING: dict[str, Text] = {
    "unknown-kind": Text(N_("there is no kind of document {kind}"), N_("the kinds are: {known}")),
    "kind-not-sound": Text(
        N_("no {kind} is made, since there are faults in: {tables}"), N_("mend the faults listed above")
    ),
    "cannot-write": Text(
        N_("{path} cannot be written: {reason}"), N_("check the disk's free space and the folder's permissions")
    ),
    "cannot-write-one": Text(
        N_("{path} cannot be written: {reason}"), N_("close it where it is open, and build again")
    ),
    "document-twice": Text(
        N_("a second document of this kind would be written to {path}"), N_("give one of the two another id")
    ),
    "overwrites-input": Text(N_("{path} would overwrite the template or the data"), N_("give another --output")),
    "output-locked": Text(N_("another build is writing to {path}"), N_("wait until it has finished")),
    "edited-by-hand": Text(
        N_("somebody has edited this document; the edited one is kept as {kept}"),
        N_("move what you want to keep out of the output folder"),
    ),
    "left-over": Text(
        N_("{path} is of an earlier build; the present data give no such document"),
        N_("delete it if it is not needed any more"),
    ),
    "follow-up-not-needed": Text(
        N_("{agency} is reminded no more: nothing of its is overdue on {day}"),
        N_("a draft of a further reminder to it need not be sent"),
    ),
    "nobody-to-remind": Text(
        N_("nobody is reminded any more: nothing is overdue on {day}"),
        N_("a draft of a further reminder to all need not be sent"),
    ),
    "worker-died": Text(
        N_("whatever process took up this record died of it, twice"),
        N_("try again with --jobs 1; check the machine's free memory"),
    ),
    "no-extra": Text(N_("this needs {module}, which is not installed"), N_("pip install 'vanban[{extra}]'")),
    "no-cluster": Text(
        N_("the cluster at {address} cannot be used: {reason}"),
        N_("start `dask scheduler` and `dask worker` with this version of Vanban installed"),
    ),
    "not-shared": Text(
        N_("{path} is not one folder that all machines see"),
        N_("give an --output that all of them share under the same name"),
    ),
    "other-version": Text(
        N_("{host} would make other documents than this machine: {reason}"),
        N_("install the same versions of Vanban, Python and isal everywhere; or set VANBAN_DEFLATE=zlib everywhere"),
    ),
    "unknown-address": Text(
        N_("{address} is no address that documents can be put to: {reason}"),
        N_("give a folder, a file .zip, or an address such as s3://bucket/folder"),
    ),
    "zip-of-several": Text(
        N_("a ZIP takes the documents of one dossier, and {count} are to be built"), N_("name one dossier")
    ),
    "pdf-elsewhere": Text(
        N_("PDFs are made beside their documents in a folder, and {output} is none"), N_("give a folder as --output")
    ),
    "preview-elsewhere": Text(
        N_("a page to look through shows documents in a folder, and {output} is none"),
        N_("give a folder as --documents"),
    ),
    "not-per-business": Text(
        N_("{kind} is no form of which each business has one"), N_("kinds that are printed by commune: {known}")
    ),
    "nothing-to-print": Text(N_("there is no {kind} to be printed"), N_("mend the faults listed above, if there are")),
    "faces-missing": Text(
        N_(
            "{count} PDFs, this the first, are set in {faces} for want of a face as wide as Times New Roman: "
            "lines and pages may break elsewhere than in Word"
        ),
        N_("on Debian: apt-get install fonts-liberation2; or install Times New Roman itself; then build again"),
    ),
    "unknown-tag": Text(
        N_("the tag {tag} is none that a {kind} gives"), N_("vanban template show {kind} lists the tags")
    ),
    "name-twice": Text(
        N_("the file name {name} is that of {first} already"), N_("put a field into --name that differs: an id")
    ),
    "no-name": Text(
        N_("the pattern {pattern} gives no file name for this record"), N_("put a field into --name that is filled")
    ),
}
