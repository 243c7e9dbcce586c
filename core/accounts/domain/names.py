"""How a person is named in public (152-FZ, art. 10.1: only what the person chose)."""


def initials(full_name: str) -> str:
    """«Иванова Мария Петровна» → «Иванова М. П.»; a single word stays as it is."""
    words = full_name.split()
    if len(words) < 2:
        return full_name.strip()
    return " ".join([words[0], *(f"{word[0]}." for word in words[1:3])])


def normal_email(email: str) -> str:
    """The form in which two spellings of one mailbox are equal: lower case, without a “+tag”."""
    local, _, domain = email.strip().lower().rpartition("@")
    return f"{local.split('+', 1)[0]}@{domain}"
