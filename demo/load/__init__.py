"""Load data: many bills and comments for measuring, the same for the same seed.

Bills and consultations are made by the services that people use. Comments are written straight into
the tables, because a million of them by the services would take hours; everything that the services
keep beside a comment is written with it. Only the journal is not told of each comment.
"""
