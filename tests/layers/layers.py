#!/usr/bin/env python3
"""Fails on an include or a link line that goes against the arrows between the folders.

    tools -> scenarios -> models -> sim,   tools -> output -> sim,   tests -> everything

and only output/ names HDF5. Usage: layers.py ROOT. Prints one line a violation; exit code 1 if any.
"""

import pathlib
import re
import sys

MAY_NAME = {
    "sim": {"sim"},
    "models": {"sim", "models"},
    "scenarios": {"sim", "models", "scenarios"},
    "output": {"sim", "output"},
    "tools": {"sim", "models", "scenarios", "output", "tools"},
    "tests": {"sim", "models", "scenarios", "output", "tools", "tests"},
}
MAY_NAME_HDF5 = {"output", "tests"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
LINK = re.compile(r"\bcogov_(sim|models|scenarios|output|tools)\b")
HDF5_HEADER = re.compile(r"(^|/)(hdf5|H5)[^/]*$")
SOURCES = {".hpp", ".cpp", ".h", ".def", ".inc"}


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def include_violations(room, name, text, root):
    for match in INCLUDE.finditer(text):
        ours, theirs = match.groups()
        where = f"{name}:{line_of(text, match.start())}"
        target = ours or theirs
        folder = target.split("/")[0]
        if HDF5_HEADER.search(target) and room not in MAY_NAME_HDF5:
            yield f"{where}: {room}/ includes <{target}>, but only output/ may name HDF5"
        elif ours and (folder not in MAY_NAME or "/" not in ours):
            yield f'{where}: "{ours}" is not named from the root, such as "sim/errors.hpp"'
        elif ours and not (root / ours).is_file():
            yield f'{where}: "{ours}" does not exist'
        elif folder in MAY_NAME and folder not in MAY_NAME[room]:
            yield f"{where}: {room}/ may not include {target}: the arrow goes the other way"


def link_violations(room, name, text):
    text = re.sub(r"#.*", "", text)
    for match in LINK.finditer(text):
        if match.group(1) not in MAY_NAME[room]:
            yield f"{name}:{line_of(text, match.start())}: {room}/ may not link cogov_{match.group(1)}"
    if room not in MAY_NAME_HDF5 and re.search("hdf5", text, re.IGNORECASE):
        yield f"{name}: {room}/ names HDF5, which only output/ may"


def violations(root):
    """All violations under a root, as lines of text, and the number of files looked at."""
    found, files = [], 0
    for room in MAY_NAME:
        for path in sorted((root / room).rglob("*")):
            name = path.relative_to(root).as_posix()
            if "node_modules" in path.parts or not path.is_file():
                continue
            if path.suffix in SOURCES:
                found += include_violations(room, name, path.read_text(encoding="utf-8"), root)
            elif path.name == "CMakeLists.txt" or path.suffix == ".cmake":
                found += link_violations(room, name, path.read_text(encoding="utf-8"))
            else:
                continue
            files += 1
    return found, files


def main():
    found, files = violations(pathlib.Path(sys.argv[1]))
    print("\n".join(found) if found else f"{files} files keep to the arrows")
    return 1 if found or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
