"""What people and programs do to a text on its way into a file: to a number, to a cell, to lines, to the bytes."""

import re

NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
WORDS = (
    "NA",
    "N/A",
    "NaN",
    "nan",
    "inf",
    "-inf",
    "1e999",
    "1e-999",
    "null",
    "None",
    "TRUE",
    "True",
    "yes",
    "no",
    ".",
    "-",
    "?",
    "",
)
DATES = ("2024-03-01", "01/03/2024", "1.3.2024", "45352", "3-Mar", "Mar-03", "2024-03-01T00:00:00")
LOOKS = {"-": "−", "'": "’", '"': "“", " ": "\u00a0", ".": ","}


def slipped_number(text, draw):
    """Return a text in which its first number is typed in another way, or stands for another number."""
    found = NUMBER.search(text)
    if found is None:
        return slipped_text(text, draw)
    number = found[0]
    plain = number.lstrip("+-").split("e")[0].split("E")[0]
    forms = [
        number.replace(".", ",") if "." in number else number + ",5",
        f"1,{plain[-3:]:0>3}",
        f"1.{plain[-3:]:0>3},5",
        f"1 {plain[-3:]:0>3}",
        f"1\u2009{plain[-3:]:0>3}",
        f"1'{plain[-3:]:0>3}",
        f"1_{plain[-3:]:0>3}",
        "−" + number.lstrip("+-"),
        "-" + number.lstrip("+-"),
        "+" + number.lstrip("+-"),
        number.translate(FULL_WIDTH),
        number + "e9",
        number + "E+400",
        number + "0" * 30,
        "0" + number,
        number + ".0",
        number + ".5",
        number + "%",
        f"({number})",
        f"{number}*",
        f"~{number}",
        f"<{number}",
        f">{number}",
        f"≤{number}",
        f"{number}-{number}",
        f"{number} x 10^9",
        number.replace("1", "l").replace("0", "O"),
        f" {number}",
        f"\u00a0{number}",
        f"{number}\u200b",
        str(draw.choice(WORDS)),
        str(draw.choice(DATES)),
    ]
    return text[: found.start()] + str(draw.choice(forms)) + text[found.end() :]


def slipped_text(text, draw):
    """Return a text with a slip of the keyboard, the word processor or the alphabet."""
    if not text:
        return str(draw.choice([*WORDS[:-1], " ", "0", "\u00a0"]))
    place = int(draw.integers(len(text)))
    forms = [
        text[:place] + text[place + 1 :],
        text[:place] + text[place] + text[place:],
        text.swapcase(),
        f" {text}",
        f"{text} ",
        f"\u00a0{text}",
        f"{text}\u200b",
        f"“{text}”",
        f'"{text}"',
        f"'{text}'",
        text.replace("a", "а"),
        text.replace("e", "é").replace("o", "ö"),
        text.replace(" ", "\u00a0").replace("_", " "),
        text + "\n",
        text.replace("/", " per "),
        str(draw.choice(WORDS)),
    ]
    return str(draw.choice(forms))


def slipped_bytes(text, draw):
    """Return the bytes of a file as another system or editor would write it, or as a broken copy leaves it."""
    lines = text.split("\n")
    place = int(draw.integers(len(lines)))
    moved = int(draw.integers(len(lines)))
    kept = lines[:place] + lines[place + 1 :]
    forms = {
        "bom": lambda: "\ufeff" + text,
        "two boms": lambda: "\ufeff\ufeff" + text,
        "crlf": lambda: text.replace("\n", "\r\n"),
        "cr": lambda: text.replace("\n", "\r"),
        "mixed ends": lambda: text.replace("\n", "\r\n", place),
        "truncated": lambda: text[: int(draw.integers(len(text)))],
        "empty": lambda: str(draw.choice(["", "\n", "  ", "\ufeff", "#"])),
        "nul": lambda: text.replace("a", "\0", 1),
        "tabs": lambda: text.replace(" ", "\t"),
        "a line twice": lambda: "\n".join([*lines[:place], lines[place], *lines[place:]]),
        "a line lost": lambda: "\n".join(kept),
        "a line moved": lambda: "\n".join([*kept[:moved], lines[place], *kept[moved:]]),
        "trailing": lambda: "\n".join(line + str(draw.choice([",", ";", " ", "\t"])) if line else line for line in lines),
        "smart": lambda: text.replace('"', "”"),
        "wide spaces": lambda: "\n".join([*lines[:place], lines[place].replace(" ", "\u00a0"), *lines[place + 1 :]]),
        "looks alike": lambda: "\n".join([*lines[:place], lines[place].translate(str.maketrans(LOOKS)), *lines[place + 1 :]]),
        "no end": lambda: text.rstrip("\n"),
        "two files": lambda: text + text,
        "many digits": lambda: "\n".join([*lines[:place], "digits = " + "9" * 5000, *lines[place:]]),
        "many brackets": lambda: "\n".join([*lines[:place], "nested = " + "[" * 5000, *lines[place:]]),
    }
    encoded = {
        "utf-16": lambda: text.encode("utf-16"),
        "utf-16-le": lambda: text.encode("utf-16-le"),
        "latin-1": lambda: text.replace("e", "é", 3).encode("latin-1", "replace"),
        "cp1252": lambda: text.replace('"', "“", 1).encode("cp1252", "replace"),
        "a bit": lambda: (raw := text.encode())[: len(raw) // 2] + b"\xff" + raw[len(raw) // 2 :],
    }
    name = str(draw.choice([*forms, *encoded]))
    return name, encoded[name]() if name in encoded else forms[name]().encode()
