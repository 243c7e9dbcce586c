"""What all registers have in common: who may keep which rows, how rows are approved and published,
lists, open data, files that are read in, and their place in search. No tables of its own."""
