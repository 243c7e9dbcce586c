class RangeConverter:
    """Two version numbers in an address: `1..2` ↔ (1, 2)."""

    regex = r"[0-9]{1,4}\.\.[0-9]{1,4}"

    def to_python(self, value: str) -> tuple[int, int]:
        first, second = value.split("..")
        return int(first), int(second)

    def to_url(self, value: tuple[int, int]) -> str:
        return f"{value[0]}..{value[1]}"
