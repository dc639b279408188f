"""Names in files for spreadsheets, which run some texts as formulas."""

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """Give a text that a spreadsheet shows: one that it would run gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_BEGINNINGS) else text
