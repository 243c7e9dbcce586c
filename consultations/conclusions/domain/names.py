"""How those who sign are named in an official document."""


def signature_name(full_name: str) -> str:
    """«Иванова Мария Петровна» → «М.П. Иванова» (ГОСТ Р 7.0.97-2016); one word stays as it is."""
    words = full_name.split()
    if len(words) < 2:
        return full_name.strip()
    return f"{''.join(f'{word[0]}.' for word in words[1:3])} {words[0]}"
