"""The structure of a legal act: pure functions and values, no Django, no clock, no I/O."""
