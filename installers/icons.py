"""Draw the program's icon from its one drawing: `python installers/icons.py FILE` (.png with --size, .ico, .icns)."""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
LARGEST_IN_ICO = 256


def png(root, size):
    """Draw one size; gives the bytes of a PNG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication([])
    drawing = QSvgRenderer(QByteArray((root / "resources" / "app" / "fieldnotes.svg").read_bytes()))
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    out = QBuffer()
    out.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")
    del app
    return bytes(out.data().data())


def draw(root, target, size=256):
    """Write the icon in the format of the target's ending; gives the target."""
    import io

    from PIL import Image

    if target.suffix == ".png":
        target.write_bytes(png(root, size))
        return target
    pictures = [Image.open(io.BytesIO(png(root, each))) for each in SIZES]
    if target.suffix == ".ico":
        small = [each for each in pictures if each.width <= LARGEST_IN_ICO]
        small[-1].save(target, append_images=small[:-1], sizes=[each.size for each in small])
    else:
        pictures[-1].save(target, append_images=pictures[:-1])
    return target


def main(arguments):
    """Draw one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--size", type=int, default=256)
    asked = parser.parse_args(arguments)
    draw(ROOT, asked.file, asked.size)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
