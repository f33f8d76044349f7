"""What has been met is known again, and takes little room."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from pipeline.dossier import Seen


@given(st.lists(st.text(max_size=2)))
def test_a_key_is_known_from_its_second_time_on_with_the_number_of_the_first(keys):
    seen = Seen()
    assert [seen.first(key, number) for number, key in enumerate(keys)] == [
        keys.index(key) if key in keys[:number] else None for number, key in enumerate(keys)
    ]


@given(st.lists(st.text(max_size=2)), st.text(max_size=2))
def test_what_has_been_met_is_in_it_and_nothing_else(keys, other):
    seen = Seen()
    for key in keys:
        seen.first(key, 1)
    assert (other in seen) == (other in keys)


def test_many_keys_take_few_bytes_each():
    tracemalloc.start()
    seen = Seen()
    assert all(seen.first(f"cs-{number}", number) is None for number in range(20_000))
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / 20_000 < 20
    assert seen.first("cs-7", 20_000) == 7
