import io
import struct
import zlib

import pytest
from PIL import Image

from catalogue import encoding


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 1200), mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "#8a3b2f" if mode != "L" else 120).save(out, kind, **options)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 160 megapixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 12_700, 12_600, 1, 0, 0, 0, 0)
    lines = zlib.compress(b"\0" * (12_600 * (1 + 12_700 // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


class TestEncoded:
    @pytest.mark.parametrize(
        ("kind", "mode"),
        [
            ("PNG", "RGB"),
            ("PNG", "RGBA"),
            ("PNG", "P"),
            ("JPEG", "L"),
            ("JPEG", "CMYK"),
            ("WEBP", "RGB"),
            ("AVIF", "RGB"),
        ],
    )
    def test_makes_every_width_in_every_format(self, kind, mode):
        made = encoding.encoded(picture(kind, mode=mode))
        assert made.widths == (320, 640, 900)
        assert set(made.files) == {(width, ext) for width in made.widths for ext in ("avif", "webp", "jpg")}
        for (width, extension), content in made.files.items():
            raster = opened(content)
            assert raster.size == (width, round(1200 * width / 900))
            assert raster.format == encoding.WRITTEN[extension][0]

    def test_keeps_no_word_of_metadata(self):
        exif = Image.Exif()
        exif[0x010F] = "A maker"
        exif.get_ifd(0x8825)[1] = "N"
        made = encoding.encoded(picture("JPEG", exif=exif, comment=b"secret"))
        for content in made.files.values():
            raster = opened(content)
            assert not raster.getexif()
            assert not {"exif", "icc_profile", "comment", "xmp"} & set(raster.info)
            assert b"maker" not in content

    def test_stands_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        made = encoding.encoded(picture("JPEG", exif=exif))
        assert (made.width, made.height) == (1200, 900)

    def test_lays_what_is_transparent_on_white(self):
        out = io.BytesIO()
        Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(out, "PNG")
        raster = opened(encoding.encoded(out.getvalue()).files[320, "jpg"])
        assert raster.getpixel((5, 5)) == (255, 255, 255)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<html><script>alert(1)</script></html>",
            b"\x89PNG\r\n\x1a\n<script>",
            b"GIF89a" + b"\0" * 100,
            b"%PDF-1.7",
            picture()[:300],
            picture("JPEG")[:400],
            moving("GIF"),
            picture("TIFF"),
            picture("BMP"),
        ],
    )
    def test_refuses_what_is_no_picture_of_a_kind_it_reads(self, content):
        with pytest.raises(encoding.NotAPicture):
            encoding.encoded(content)

    @pytest.mark.parametrize("kind", ["WEBP", "PNG", "AVIF"])
    def test_refuses_what_moves(self, kind):
        with pytest.raises(encoding.Moving):
            encoding.encoded(moving(kind))

    def test_refuses_a_bomb_before_unpacking_it(self):
        content = bomb()
        assert len(content) < 60_000
        with pytest.raises(encoding.TooManyPixels):
            encoding.encoded(content)

    def test_refuses_what_is_too_heavy_or_too_small(self):
        with pytest.raises(encoding.TooHeavy):
            encoding.encoded(b"\0" * (encoding.MOST_BYTES + 1))
        with pytest.raises(encoding.TooSmall):
            encoding.encoded(picture(size=(900, 100)))

    def test_leaves_nothing_of_what_was_hidden_behind_a_picture(self):
        made = encoding.encoded(picture() + b"<script>alert(1)</script>")
        assert not any(b"<script>" in content for content in made.files.values())
