"""What comes next: pure functions and values, no Django, no clock, no I/O."""
