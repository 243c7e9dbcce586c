"""Whether a meeting of a council may decide."""


def has_quorum(*, present: int, total: int, percent: int) -> bool:
    """More members present than the share of all that must be exceeded."""
    return present * 100 > total * percent


def least_present(*, total: int, percent: int) -> int:
    """The fewest members that make the quorum."""
    return total * percent // 100 + 1
