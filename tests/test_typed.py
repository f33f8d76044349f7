"""A record holds what its annotations say, or says all that is wrong with what it was given."""

import pickle
from decimal import Decimal
from typing import Annotated, Literal

import pytest

from pipeline.typed import Record, UnfitError, column, columns, replaced, unfit


def _even(value):
    if int(value) % 2:
        raise unfit("odd", value=value)
    return int(value)


class Leaf(Record):
    name: str = column("Tên")
    sizes: tuple[Decimal, ...] = ()

    def _check(self) -> None:
        if self.name == "?":
            raise unfit("nameless")


class Tree(Record):
    leaves: tuple[Leaf, ...]
    by_key: dict[str, Leaf] = column("Lá", default={})
    shape: Literal["round", "flat", "wide"] = "round"
    count: Annotated[int, len, _even] | None = None


SOUND = {"leaves": [{"name": "a", "sizes": [1, Decimal("2.5")]}], "by_key": {"b": {"name": "b"}}, "count": "xx"}

FAULTS = {
    "nothing": ({}, [("leaves", "missing-field")]),
    "a key that is none": (SOUND | {"self": "x"}, [("self", "unknown-field")]),
    "no list": (SOUND | {"leaves": {"name": "a"}}, [("leaves", "wrong-value")]),
    "no record": (SOUND | {"leaves": ["a", {"name": "b"}]}, [("leaves.0", "wrong-value")]),
    "no text": (SOUND | {"leaves": [{"name": 1}]}, [("leaves.0.name", "wrong-value")]),
    "no number": (SOUND | {"leaves": [{"name": "a", "sizes": [1, True]}]}, [("leaves.0.sizes.1", "wrong-value")]),
    "no map": (SOUND | {"by_key": []}, [("by_key", "wrong-value")]),
    "deep in a map": (SOUND | {"by_key": {"b": {}}}, [("by_key.b.name", "missing-field")]),
    "what does not go together": (SOUND | {"leaves": [{"name": "?"}]}, [("leaves.0", "nameless")]),
    "none of the choices": (SOUND | {"shape": "square"}, [("shape", "not-a-choice")]),
    "what a reader refuses": (SOUND | {"count": "x"}, [("count", "odd")]),
    "several at once": (
        {"leaves": [{}, {"name": "?"}], "count": "x", "z": 1},
        [("leaves.0.name", "missing-field"), ("leaves.1", "nameless"), ("count", "odd"), ("z", "unknown-field")],
    ),
}


@pytest.mark.parametrize(("values", "wrongs"), FAULTS.values(), ids=FAULTS)
def test_all_that_is_wrong_is_told_with_its_place(values, wrongs):
    with pytest.raises(UnfitError) as caught:
        Tree(**values)
    assert [(".".join(map(str, one.place)), one.code) for one in caught.value.wrongs] == wrongs
    assert all(f"{place}: {code}" in str(caught.value) for place, code in wrongs)


def test_choices_are_told_as_a_sentence_has_them():
    with pytest.raises(UnfitError) as caught:
        Tree(leaves=[], shape="square")
    assert caught.value.wrongs[0].values == {"choices": "'round', 'flat' or 'wide'"}


def test_a_record_is_a_frozen_value():
    tree = Tree(**SOUND)
    assert (tree.leaves[0].sizes, tree.by_key["b"].sizes, tree.shape, tree.count) == (
        (1, Decimal("2.5")),
        (),
        "round",
        2,
    )
    assert tree == Tree(**SOUND) == pickle.loads(pickle.dumps(tree))
    assert hash(tree.leaves) == hash(Tree(**SOUND).leaves)
    assert tree != replaced(tree, {"shape": "flat"}) == Tree(**SOUND, shape="flat")
    assert repr(tree.leaves[0]) == "Leaf(name='a', sizes=(Decimal('1'), Decimal('2.5')))"
    with pytest.raises(AttributeError):
        tree.shape = "flat"


def test_fields_are_columns_with_their_headers_in_order():
    assert [tuple(one) for one in columns(Leaf)] == [("name", "Tên", True), ("sizes", "sizes", False)]
