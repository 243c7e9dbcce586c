"""Russian dates without an abbreviation: its full stop would meet that of the sentence."""

DATE_FORMAT = "j E Y года"
