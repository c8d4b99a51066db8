"""The colours: light, dark and high contrast; plain values, knows no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One set of colours by role; `…_soft` is the ground on which the colour of the same name is read."""

    name: str
    dark: bool
    bg: str
    """The window."""
    surface: str
    """Cards, fields, bars."""
    raised: str
    """Side panels, hovered rows."""
    line: str
    """Decorative borders and dividers."""
    edge: str
    """Borders that must be seen to find a field or button (3:1)."""
    text: str
    muted: str
    accent: str
    accent_fg: str
    accent_soft: str
    rec: str
    rec_fg: str
    rec_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    focus: str

    def colour(self, role: str) -> str:
        """Give the colour of a role by name, as `#rrggbb`; an unknown role is a bug and raises KeyError."""
        if role not in self.__dataclass_fields__:
            raise KeyError(role)
        return str(getattr(self, role))


LIGHT = Palette(
    name="light",
    dark=False,
    bg="#F6F5F2",
    surface="#FFFFFF",
    raised="#FBFAF8",
    line="#DEDAD3",
    edge="#868B89",
    text="#1F2A2E",
    muted="#566266",
    accent="#1F6F6B",
    accent_fg="#FFFFFF",
    accent_soft="#E1EFED",
    rec="#B3261E",
    rec_fg="#FFFFFF",
    rec_soft="#FBE9E7",
    warn="#7D5200",
    warn_soft="#FFF3DC",
    ok="#2B6432",
    ok_soft="#E4F1E5",
    info="#2A5A8C",
    info_soft="#E6EEF7",
    focus="#0B57D0",
)

DARK = Palette(
    name="dark",
    dark=True,
    bg="#15191B",
    surface="#1D2325",
    raised="#22292C",
    line="#364045",
    edge="#71797C",
    text="#E8ECEC",
    muted="#A6B1B4",
    accent="#6CC5BD",
    accent_fg="#07201E",
    accent_soft="#1E3A38",
    rec="#FF8A80",
    rec_fg="#2A0B08",
    rec_soft="#3B2322",
    warn="#F2C063",
    warn_soft="#3A2F19",
    ok="#8CD096",
    ok_soft="#20352A",
    info="#9CC3EE",
    info_soft="#1F2F40",
    focus="#8AB4F8",
)

CONTRAST = Palette(
    name="contrast",
    dark=True,
    bg="#000000",
    surface="#000000",
    raised="#0D0D0D",
    line="#BFBFBF",
    edge="#FFFFFF",
    text="#FFFFFF",
    muted="#E6E6E6",
    accent="#FFE066",
    accent_fg="#000000",
    accent_soft="#2E2A10",
    rec="#FFB3AB",
    rec_fg="#000000",
    rec_soft="#3A0F0B",
    warn="#FFD580",
    warn_soft="#2B2000",
    ok="#B8F5C0",
    ok_soft="#0C2A10",
    info="#BBDCFF",
    info_soft="#0B2036",
    focus="#00E5FF",
)

PALETTES = {palette.name: palette for palette in (LIGHT, DARK, CONTRAST)}
