"""Which keys came before is known exactly, however they are kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.seen import Seen

# Few different bytes, so that keys share buckets and stand across the borders of others.
KEYS = st.one_of(
    st.binary(min_size=8, max_size=8).map(bytes.hex),
    st.lists(st.sampled_from([0, 1]), min_size=8, max_size=8).map(lambda some: bytes(some).hex()),
    st.sampled_from(["2024-general", "nc-wake-01", "AB00AB00AB00AB00", "00 00 00 00 00 0", ""]),
)


@given(st.lists(KEYS, max_size=60), st.integers(0, 8))
def test_keys_one_by_one(keys: list[str], most: int) -> None:
    seen, known = Seen(most), set[str]()
    for key in keys:
        assert (key in seen) == (key in known)
        assert seen.add(key) == (key not in known)
        known.add(key)
    assert all(key in seen for key in known)


@given(st.lists(st.lists(KEYS, max_size=6), max_size=12), st.integers(0, 8))
def test_keys_in_batches(batches: list[list[str]], most: int) -> None:
    seen, known = Seen(most), set[str]()
    for batch in batches:
        is_new = len(set(batch)) == len(batch) and known.isdisjoint(batch)
        assert seen.add_all(batch) == is_new
        known |= set(batch) if is_new else set()
    assert all(key in seen for key in known)
    assert not any(key in seen for batch in batches for key in batch if key not in known)
