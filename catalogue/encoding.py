"""From whatever was uploaded to rasters of our own making: verified, bounded, without a word of metadata.

encoded(content) -> Encoded      refuses what is not one picture of a kind we read
"""

import io
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from i18n import _
from kernel.errors import Refusal

MOST_BYTES = 25 * 2**20
MOST_PIXELS = 50_000_000
LEAST_SIDE = 200
WIDTHS = (320, 640, 960, 1440)
READ = ("JPEG", "PNG", "WEBP", "AVIF")
WRITTEN = {"avif": ("AVIF", {"quality": 58, "speed": 8}), "webp": ("WEBP", {"quality": 78, "method": 4})}
WRITTEN |= {"jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True})}
GROUND = "#ffffff"

_opening = threading.Lock()


class NotAPicture(Refusal):
    message = _("This file is not a picture that we can read. Send a JPEG, PNG, WebP or AVIF file.")


class TooHeavy(Refusal):
    message = _("This file is larger than %(most)s MB. Send a smaller one.")


class TooManyPixels(Refusal):
    message = _("This picture is larger than %(most)s megapixels. Send a smaller one.")


class TooSmall(Refusal):
    message = _("This picture is smaller than %(least)s pixels on a side. Send a larger one.")


class Moving(Refusal):
    message = _("This picture moves. Send one that stands still.")


@dataclass(frozen=True)
class Encoded:
    """A picture's size, the widths it is kept in, and a file for each width and format."""

    width: int
    height: int
    widths: tuple[int, ...]
    files: dict[tuple[int, str], bytes]


def encoded(content: bytes) -> Encoded:
    if len(content) > MOST_BYTES:
        raise TooHeavy(most=MOST_BYTES // 2**20)
    picture = _plain(_opened(content))
    widest = min(picture.width, WIDTHS[-1])
    widths = (*(width for width in WIDTHS if width < widest), widest)
    return Encoded(picture.width, picture.height, widths, dict(_files(picture, widths)))


def _opened(content: bytes) -> Image.Image:
    """Open what says and proves to be one still picture within bounds, before a pixel of it is unpacked."""
    try:
        with _opening, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=READ)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise TooManyPixels(most=MOST_PIXELS // 1_000_000) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAPicture from error
    if picture.width * picture.height > MOST_PIXELS:
        raise TooManyPixels(most=MOST_PIXELS // 1_000_000)
    if getattr(picture, "n_frames", 1) > 1:
        raise Moving
    if min(picture.size) < LEAST_SIDE:
        raise TooSmall(least=LEAST_SIDE)
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    """Unpack to upright sRGB on white; what can't be unpacked to the end is no picture."""
    try:
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        return _on_ground(_in_srgb(upright))
    except (OSError, ValueError, SyntaxError, EOFError, ImageCms.PyCMSError) as error:
        raise NotAPicture from error


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    return turned or picture


def _on_ground(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, GROUND)
    layer = picture.convert("RGBA")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _files(picture: Image.Image, widths: tuple[int, ...]) -> Iterator[tuple[tuple[int, str], bytes]]:
    for width in widths:
        height = max(1, round(picture.height * width / picture.width))
        resized = picture.resize((width, height), Image.Resampling.LANCZOS)
        resized.info.clear()
        for extension, (kind, options) in WRITTEN.items():
            out = io.BytesIO()
            resized.save(out, kind, **options)
            yield (width, extension), out.getvalue()
