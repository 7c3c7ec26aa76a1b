"""One file for a whole pipeline: weights in half precision, everything else as spaCy writes it.

A packed model is a zip archive: ``config.cfg`` (the pipeline's design), ``parts.msgpack`` (labels and shapes) and the
two bytes of every weight apart, because the one with sign and exponent compresses well and the other not at all.
"""

import io
import zipfile
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.language import Language
from spacy.util import load_model_from_config
from thinc.api import Config

_SECTIONS = ("nlp", "components")
_EXCLUDE = ("vocab",)


def pack(pipeline: Language) -> bytes:
    """A pipeline as the bytes of one file; loses the lower half of each weight's digits."""
    weights: list[NDArray[np.float16]] = []
    parts = {
        name: _without_weights(part.to_bytes(exclude=_EXCLUDE), weights) for name, part in _parts(pipeline)
    }
    config = pipeline.config.interpolate()
    design = Config({section: config[section] for section in _SECTIONS})
    halves = np.concatenate(weights).astype("<f2").view(np.uint8).reshape(-1, 2)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _write(archive, "config.cfg", design.to_bytes())
        _write(archive, "parts.msgpack", srsly.msgpack_dumps({"labels": _labels(pipeline), "parts": parts}))
        _write(archive, "weights.low", halves[:, 0].tobytes())
        _write(archive, "weights.high", halves[:, 1].tobytes())
    return packed.getvalue()


def unpack(packed: bytes) -> Language:
    """The pipeline of a packed model, ready to parse."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        design = Config().from_bytes(archive.read("config.cfg"))
        contents = srsly.msgpack_loads(archive.read("parts.msgpack"))
        halves = np.empty((archive.getinfo("weights.low").file_size, 2), np.uint8)
        for column, name in enumerate(("weights.low", "weights.high")):
            halves[:, column] = np.frombuffer(archive.read(name), np.uint8)
    pipeline = load_model_from_config(design, auto_fill=True)
    for label in contents["labels"]:
        pipeline.vocab.strings.add(label)
    weights = halves.view("<f2").ravel().astype(np.float32)
    offset = 0
    for name, part in _parts(pipeline):
        content, offset = _with_weights(contents["parts"][name], weights, offset)
        part.from_bytes(content, exclude=_EXCLUDE)
    return pipeline


def _parts(pipeline: Language) -> list[tuple[str, Any]]:
    return [(name, part) for name, part in pipeline.pipeline if hasattr(part, "to_bytes")]


def _labels(pipeline: Language) -> list[str]:
    # Of the many strings met in training only the labels are ever looked up by their number.
    return sorted({label for labels in pipeline.pipe_labels.values() for label in labels})


def _without_weights(content: bytes, weights: list[NDArray[np.float16]]) -> dict[str, Any]:
    part = srsly.msgpack_loads(content)
    model = srsly.msgpack_loads(part["model"])
    for values in model["params"]:
        for name, value in values.items():
            if value is not None:
                weights.append(_halved(value))
                values[name] = list(value.shape)
    return {**part, "model": model}


def _with_weights(part: dict[str, Any], weights: NDArray[np.float32], offset: int) -> tuple[bytes, int]:
    for values in part["model"]["params"]:
        for name, shape in values.items():
            if shape is not None:
                size = int(np.prod(shape))
                values[name] = weights[offset : offset + size].reshape(shape)
                offset += size
    return srsly.msgpack_dumps({**part, "model": srsly.msgpack_dumps(part["model"])}), offset


def _halved(value: NDArray[np.float32]) -> NDArray[np.float16]:
    half = value.astype(np.float16).ravel()
    if not np.isfinite(half).all():
        raise ValueError("a weight is too large for half precision: the training did not converge")
    return half


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # A fixed time and system: the same model gives the same bytes.
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=6)
