"""The format of leaves, which is final: fixed vectors and laws."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.journal.domain.leaves import (
    MAX_INTEGER,
    Leaf,
    LeafError,
    canonical_json,
    commit,
    format_time,
    is_kind,
    leaf_hash,
    opens,
    parse_leaf,
    parse_time,
)

# Computed with openssl and sha256sum (the commands are in docs/adr/0004).
SALT = bytes(range(32))
BODY = {"version": 17, "bill": 3}
COMMITMENT = "a3505bef218aae19578c05f268ff2fbcd266d21bec5c0d30c78041bec55d96d5"
LEAF_TEXT = (
    '{"commitment":"a3505bef218aae19578c05f268ff2fbcd266d21bec5c0d30c78041bec55d96d5",'
    '"kind":"version.published","subject":"version:17","time":"2026-01-15T03:04:05.678900Z","v":1}'
)
LEAF_HASH = "bdb36e380009dd6b0ba3b6f9184545c0bd8308f8d97c1089a6ce9cce0847b098"


def leaf(**changes: object) -> Leaf:
    values = {
        "kind": "version.published",
        "time": datetime(2026, 1, 15, 3, 4, 5, 678900, tzinfo=UTC),
        "subject_type": "version",
        "subject_id": "17",
        "commitment": bytes.fromhex(COMMITMENT),
    }
    return Leaf(**{**values, **changes})  # type: ignore[arg-type]


def test_fixed_vector() -> None:
    assert commit(SALT, BODY).hex() == COMMITMENT
    assert leaf().to_bytes() == LEAF_TEXT.encode()
    assert leaf().hash().hex() == LEAF_HASH
    assert parse_leaf(LEAF_TEXT.encode()) == leaf()


def test_time_in_another_zone_is_the_same_leaf() -> None:
    local = leaf().time.astimezone(timezone(timedelta(hours=9)))
    assert leaf(time=local).hash().hex() == LEAF_HASH


@pytest.mark.parametrize(
    ("value", "text"),
    [
        # RFC 8785, section 3.2.2.2: what is escaped and what is not.
        ('€$\x0f\nA\'B"\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\"/"'),
        ("\b\t\n\f\r\x00\x1f\x7f", '"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f"'),
        # Section 3.2.3: keys in the order of their UTF-16 code units, not of code points.
        (
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7},
            '{"\\r":2,"1":4,"\x80":6,"\xf6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}',
        ),
        ([None, True, False, 0, -1, [], {}], "[null,true,false,0,-1,[],{}]"),
        (MAX_INTEGER, "9007199254740991"),
        ("совет", '"совет"'),
    ],
)
def test_canonical_json(value: object, text: str) -> None:
    assert canonical_json(value) == text.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        MAX_INTEGER + 1,
        -MAX_INTEGER - 1,
        {1: 2},
        b"x",
        {3},
        "\ud800",
        {"\udc00": 1},
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
)
def test_what_has_no_canonical_json(value: object) -> None:
    with pytest.raises(LeafError):
        canonical_json({"a": [value]})


def test_nesting_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(LeafError):
        canonical_json(endless)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "published"},
        {"kind": "Version.published"},
        {"kind": "version.published\n"},
        {"kind": "version." + "x" * 64},
        {"kind": "версия.принята"},
        {"subject_type": ""},
        {"subject_type": "a:b"},
        {"subject_type": "x" * 41},
        {"subject_id": ""},
        {"subject_id": "17 18"},
        {"subject_id": "Иванов"},
        {"subject_id": "x" * 65},
        {"commitment": b"short"},
        {"time": datetime(2026, 1, 15)},  # noqa: DTZ001
    ],
)
def test_parts_that_do_not_fit(changes: dict[str, object]) -> None:
    with pytest.raises(LeafError):
        leaf(**changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        LEAF_TEXT + "\n",
        " " + LEAF_TEXT,
        LEAF_TEXT.replace('"v":1', '"v":2'),
        LEAF_TEXT.replace('"v":1', '"v":1.0'),
        LEAF_TEXT.replace('"v":1', '"v":true'),
        LEAF_TEXT.replace('"v":1', '"v":1,"w":2'),
        LEAF_TEXT.replace('"v":1', '"v":1,"v":1'),
        LEAF_TEXT.replace(",", ", "),
        LEAF_TEXT.replace("678900Z", "6789Z"),
        LEAF_TEXT.replace("678900Z", "678900+00:00"),
        LEAF_TEXT.replace("2026-01-15", "2026-02-30"),
        LEAF_TEXT.replace("a3505bef", "A3505BEF"),
        LEAF_TEXT.replace("version:17", "version17"),
        LEAF_TEXT.replace('"version:17"', "17"),
        LEAF_TEXT.replace("version.published", "version\\u002epublished"),
    ],
)
def test_other_spellings_are_no_leaves(text: str) -> None:
    with pytest.raises(LeafError):
        parse_leaf(text.encode())


def test_bytes_that_are_not_text_are_no_leaf() -> None:
    with pytest.raises(LeafError):
        parse_leaf(b"\xff")


kinds = st.from_regex(r"\A[a-z][a-z0-9_]{0,9}(\.[a-z][a-z0-9_]{0,9}){1,3}\Z")
moments = st.datetimes(timezones=st.timezones()).filter(lambda t: 1 < t.year < 9999)
# Of two readings of a clock set back, or none, only the moment itself can be compared.
instants = moments.map(lambda moment: moment.astimezone(UTC))
leaves = st.builds(
    Leaf,
    kind=kinds,
    time=instants,
    subject_type=st.from_regex(r"\A[a-z][a-z0-9_]{0,20}\Z"),
    subject_id=st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._/-]{0,40}\Z"),
    commitment=st.binary(min_size=32, max_size=32),
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
bodies = st.dictionaries(st.text(), plain, max_size=5)
salts = st.binary(min_size=32, max_size=32)


@given(leaves)
def test_a_leaf_reads_back(item: Leaf) -> None:
    again = parse_leaf(item.to_bytes())
    assert again == item
    assert again.hash() == item.hash()
    assert is_kind(again.kind)


@given(leaves)
def test_the_hash_is_that_of_the_rfc(item: Leaf) -> None:
    assert item.hash() == hashlib.sha256(b"\x00" + item.to_bytes()).digest()
    assert item.hash() == leaf_hash(item.to_bytes())


@given(leaves, leaves)
def test_different_leaves_have_different_bytes(one: Leaf, other: Leaf) -> None:
    assert (one == other) == (one.to_bytes() == other.to_bytes())


@given(plain)
def test_canonical_json_means_the_same(value: object) -> None:
    data = canonical_json(value)
    assert json.loads(data) == value
    assert canonical_json(json.loads(data)) == data


@given(bodies)
def test_the_order_of_keys_does_not_matter(body: dict[str, object]) -> None:
    backwards = dict(reversed(body.items()))
    assert canonical_json(body) == canonical_json(backwards)


@given(salts, bodies)
def test_a_commitment_opens_with_its_own_body_and_salt(
    salt: bytes, body: dict[str, object]
) -> None:
    promised = commit(salt, body)
    assert promised == hmac.new(salt, canonical_json(body), hashlib.sha256).digest()
    assert opens(promised, salt, body)
    assert not opens(promised, salt, {**body, "added": 1} if "added" not in body else {})
    assert not opens(promised, bytes([salt[0] ^ 1]) + salt[1:], body)


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(LeafError):
        commit(b"salt", BODY)


@given(moments)
def test_times_read_back(moment: datetime) -> None:
    text = format_time(moment)
    assert parse_time(text) == moment.astimezone(UTC)
    assert len(text) == 27


def test_a_time_needs_a_zone_and_a_place_in_the_calendar() -> None:
    with pytest.raises(LeafError):
        format_time(datetime(2026, 1, 15))  # noqa: DTZ001
    with pytest.raises(LeafError):
        format_time(datetime.min.replace(tzinfo=timezone(timedelta(hours=9))))
