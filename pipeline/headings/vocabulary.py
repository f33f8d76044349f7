"""What the headers of a table mean: the synonyms of `headers.toml`, those of an office before them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from pipeline.headings.folding import IN_BRACKETS, data, folded, listed
from pipeline.headings.likeness import Synonyms
from pipeline.headings.meaning import FILLER, STRANGER, Meaning, Said, Unsettled
from pipeline.headings.together import parts_at, segments, together
from pipeline.records import Agency, Business, Record, Registered, Report, Signature, Task, columns

MOST_WORDS = 16  # a longer text is a sentence, no header

_TABLES: Mapping[type[Record], str] = {
    **{Agency: "agencies", Task: "tasks", Report: "reports", Business: "businesses"},
    Signature: "businesses",
    Registered: "register",
}
_OTHER = "other"  # the subject of columns on persons that the table is not about


class Vocabulary:
    """The headers of one kind of record.

    `extra` maps an office's own headers to a field, by its key or its header, or to "" where the column is to be
    left out; they win over the built-in ones. Raises LookupError with what `extra` names that is no field.
    """

    def __init__(self, kind: type[Record], extra: Mapping[str, str] | None = None) -> None:
        self.kind = kind
        self.headers = {column.key: column.header for column in columns(kind)}
        self._flat: dict[str, Meaning] = {}
        self._leaves: dict[str, dict[str, Meaning]] = {}
        self._subjects: dict[str, str] = {}
        self._joints: dict[
            str, tuple[int, bool]
        ] = {}  # of joined texts: the first one's words, whether it is the subject
        self._read(_TABLES[kind])
        self._own = {folded(header): self._named(field) for header, field in (extra or {}).items()}
        known = (*self._own, *self._alone_in_data, *self._leaves, *self._subjects)
        self._subject_words = frozenset(word for text in self._subjects for word in text.split())
        self._words = frozenset(word for text in known for word in text.split())
        self.meaning = lru_cache(maxsize=8192)(self._meaning)

    def _read(self, table: str) -> None:
        for subject, phrases in data()["subjects"].get(table, {}).items():
            self._subjects |= dict.fromkeys(map(folded, listed(phrases)), subject)
        self._unsure = {folded(text): tuple(near) for text, near in data()["unsure"].get(table, {}).items()}
        self.whole = next(iter(data()["subjects"].get(table, {})), "")
        self._about = {key: frozenset(field.get("about", field.get("of", ()))) for key, field in data()[table].items()}
        self._unspread = frozenset(key for key, field in data()[table].items() if not field.get("spread", True))
        fields = [("ignored", data()["ignored"]), *data()[table].items()]
        for name, field in fields:
            known = Meaning("" if name == "ignored" else name, self._about_of(name))
            self._flat |= dict.fromkeys(map(folded, listed(field["headers"])), known)
        self._flat |= {folded(phrase): Meaning(FILLER) for phrase in listed(data()["fillers"]["words"])}
        self._alone_in_data = tuple(self._flat)
        for name, field in fields:
            for subject, leaves in field.get("of", {}).items():
                about = self._about_of(name) or frozenset({subject})
                self._join(subject, map(folded, listed(leaves)), Meaning("" if name == "ignored" else name, about))
        for key, header in self.headers.items():
            if folded(header) not in self._leaves:
                self._flat[folded(header)] = Meaning(key, self._about_of(key))

    def _about_of(self, name: str) -> frozenset[str]:
        return frozenset() if name == "ignored" else self._about.get(name, frozenset())

    def _join(self, subject: str, leaves: Iterable[str], meaning: Meaning) -> None:
        """A leaf alone, before and behind each name of its subject."""
        phrases = [phrase for phrase, of in self._subjects.items() if of == subject]
        for leaf in leaves:
            self._leaves.setdefault(leaf, {})[subject] = meaning
            for phrase in phrases:
                for first, second in ((leaf, phrase), (phrase, leaf)):
                    if (joined := f"{first} {second}") not in self._flat:
                        self._flat[joined] = meaning
                        self._joints[joined] = (len(first.split()), first is phrase)

    def _named(self, field: str) -> Meaning:
        if not field:
            return Meaning("", frozenset({STRANGER}))
        headers = {folded(header): key for key, header in self.headers.items()}
        key = field if field in self.headers else headers.get(folded(field), "")
        if not key:
            raise LookupError(field)
        return Meaning(key, self._about_of(key))

    def _meaning(self, names: tuple[str, ...]) -> Meaning | Unsettled:
        """What a column means whose header is `names`, the outermost first; by itself, without its neighbours."""
        *above, leaf = names
        if leaf in self.headers:
            return Meaning(leaf, self._about_of(leaf))
        for text in (" ".join(names), leaf):
            if (own := self._own.get(folded(text))) is not None:
                return own
        parents = [self._subject_of(name) for name in above]
        if (parts := segments(leaf, self._segment)) and self._keys_of(said for _name, said in parts):
            left = frozenset(parents[-1:]) - {""}
            several = together(parts, left, left, self) if _OTHER not in parents else None
            if several is None or several.parts:
                return several or Unsettled({}, self._keys_of(said for _name, said in parts), mixed=True, parts=parts)
        found = self._alone(leaf)
        if _OTHER in parents:
            return Unsettled({}, found.near if isinstance(found, Unsettled) else (found.key,) if found.key else ())
        if isinstance(found, Meaning):
            if not above or self._agree(found, above[-1]):
                return found
            found = Unsettled({}, (found.key,) if found.key else ())
        for subject in reversed(parents):  # the nearest first
            if subject in found.leaves:
                return found.leaves[subject]
        joined = self._alone(" ".join(names)) if above else None
        if isinstance(joined, Meaning):
            return joined
        if above and parents[-1] not in ("", self.whole):
            fits = {of: meaning for of, meaning in found.leaves.items() if parents[-1] in meaning.about}
            return found._replace(leaves=fits)
        return found

    def _agree(self, found: Meaning, parent: str) -> bool:
        """Whether a column may stand under `parent`: the commune below "Nơi thường trú" is not the business's."""
        by_itself = self._flat.get(folded(parent))
        subject = self._subject_of(parent)
        about = by_itself.about if by_itself else frozenset({subject} - {""})
        return not about or not found.about or subject == self.whole or bool(about & found.about)

    def _subject_of(self, text: str) -> str:
        """The subject with the longest name in the text; "" where it names none."""
        words = folded(text).split()
        known, longest = self._subject_words, ""
        for start, word in enumerate(words[:MOST_WORDS]):
            for end in range(start + 1, len(words) + 1 if word in known else start):
                if words[end - 1] not in known:
                    break
                if (span := " ".join(words[start:end])) in self._subjects and len(span) > len(longest):
                    longest = span
        return self._subjects.get(longest, "")

    def _alone(self, text: str) -> Meaning | Unsettled:
        whole = folded(text)
        found = self._looked_up(whole)
        if isinstance(found, Meaning) or not (brackets := IN_BRACKETS.findall(text)):
            return found
        without = self._looked_up(folded(IN_BRACKETS.sub(" ", text)))
        inside = [self._flat.get(folded("".join(part))) for part in brackets]
        said = [meaning.key for meaning in inside if meaning and meaning.key not in ("", FILLER)]
        if isinstance(without, Meaning) and any(key != without.key for key in said):
            return Unsettled({}, (without.key, *said), mixed=True)
        return without

    def _segment(self, text: str) -> Said | None:
        """What a part of a header says by itself; None where that is unknown, or may be two things."""
        whole = folded(text)
        if whole in self._joints and parts_at(text, *self._joints[whole]):
            return None
        found = self._flat.get(whole) or self._looked_up(whole)
        if isinstance(found, Meaning):
            return found
        return found.leaves if found.leaves and not found.mixed else None

    def _looked_up(self, text: str) -> Meaning | Unsettled:
        if text in self._unsure:
            return Unsettled({}, self._unsure[text], about=frozenset({self._subject_of(text)} - {""}))
        if (found := self._flat.get(text)) is not None and found.key != FILLER:
            return found
        if leaves := self._leaves.get(text):
            keys = _keys(leaves.values())
            parts = () if keys else self._parts(text.split(), most=len(text) - 1)  # "Ngày cấp, nơi cấp"
            return Unsettled(leaves, keys or self._keys_of(parts), mixed=len(parts) > 1)
        words = text.split()
        if not 1 < len(words) <= MOST_WORDS or not self._words.issuperset(words):
            return Unsettled({}, about=frozenset({self._subject_of(text)} - {""}))
        parts = self._parts(words)
        named = {part for part in parts if isinstance(part, Meaning) and part.key != FILLER}
        if len(named) == 1 and all(isinstance(part, Meaning) for part in parts):
            return named.pop()
        return Unsettled(
            {}, self._keys_of(parts), mixed=len(parts) > 1, about=frozenset({self._subject_of(text)} - {""})
        )

    @staticmethod
    def _keys_of(parts: Iterable[Said]) -> tuple[str, ...]:
        return _keys(one for part in parts for one in ((part,) if isinstance(part, Meaning) else part.values()))

    def _parts(self, words: Sequence[str], most: int = 1000) -> tuple[Said, ...]:
        """The fewest known texts, of `most` characters each, that make up the words; none where a word is left over."""
        best: list[set[tuple[str, ...]]] = [{()}]
        for end in range(1, len(words) + 1):
            ways = set[tuple[str, ...]]()
            for start in range(end):
                text = " ".join(words[start:end])
                if len(text) <= most and (text in self._flat or text in self._leaves):
                    ways |= {(*way, text) for way in best[start]}
            fewest = min(map(len, ways), default=0)
            best.append({way for way in ways if len(way) == fewest})
        read = [tuple(self._flat.get(text) or self._leaves[text] for text in way) for way in best[-1]]
        alike = {_keys(part for part in way if isinstance(part, Meaning)) for way in read}
        return read[0] if len(alike) == 1 else max(read, key=len, default=())

    def may_know(self, text: str) -> bool:
        """Whether every word of the text stands in some header: a quick look, before `meaning`."""
        return text in self.headers or (bool(words := folded(text).split()) and self._words.issuperset(words))

    def beside(self, found: Unsettled, left: frozenset[str], present: frozenset[str]) -> Meaning | None:
        """What a bare leaf means next to a column about `left`, in a heading with columns about all of `present`.

        None where more than one field may be meant: it is not guessed.
        """
        if found.parts:
            return together(found.parts, left, present, self)
        near = {meaning for of, meaning in found.leaves.items() if of in left and meaning.key not in self._unspread}
        if _OTHER in left or not found.leaves:
            return None
        if len(near) == 1:
            return near.pop()
        here = {} if STRANGER in left else {of: said for of, said in found.leaves.items() if of in present}
        known = here or found.leaves
        only = next(iter(known.values()))
        return only if len(known) == 1 and only.key not in {"", *self._unspread} else None

    def suggested(self, names: Sequence[str], found: Unsettled) -> tuple[str, ...]:
        """The keys of the fields that an unknown header may stand for, the likeliest first; for a person to choose."""
        if near := tuple(key for key in found.near if key in self.headers):
            return near
        text = folded(" ".join(names))
        spans = (span for span in _spans(folded(names[-1]).split()) if " " in span)
        inside = [span for span in spans if self._flat.get(span, Meaning("")).key in self.headers]
        if inside:
            return (self._flat[max(inside, key=len)].key,)
        key = self._synonyms.nearest(text) or self._synonyms.nearest(folded(names[-1]))
        return (key,) if key else ()

    @cached_property
    def _synonyms(self) -> Synonyms:
        """Every text that gives a field; made where a suggestion is first asked for."""
        single = {text: next(iter(of.values())) for text, of in self._leaves.items() if len(of) == 1}
        known = ((text, meaning.key) for text, meaning in (*self._flat.items(), *single.items()))
        return Synonyms({text: key for text, key in known if key in self.headers})


def _keys(meanings: Iterable[Meaning]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meaning.key for meaning in meanings if meaning.key not in ("", FILLER)))


def _spans(words: Sequence[str]) -> Iterable[str]:
    words = words[:MOST_WORDS]
    return (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
