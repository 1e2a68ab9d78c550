#!/usr/bin/env python3
"""Compiles everything for its errors and warnings alone with clang++, the second compiler.

Usage: clang_check.py BUILD FOLDER..: the files under these folders that BUILD/compile_commands.json
lists. A file is looked at again only when it, its command or something that it includes has changed.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys


# What g++ takes and clang++ does not know.
GCC_ONLY = ("-MD", "-Wno-restrict", "-Wno-maybe-uninitialized", "-Winvalid-pch", "-Wno-stringop-overflow",
            "-Wno-stringop-overread")


def clang_command(entry):
    """The compiler's command line, for clang++ and without an object file."""
    words = shlex.split(entry["command"])[1:]
    kept, skip = [], False
    for word in words:
        if skip or word == "-c":
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ", "-include"):  # g++'s precompiled headers are not clang's
            skip = True
        elif word not in GCC_ONLY and not word.startswith("-fsanitize"):
            kept.append(word)
    return ["clang++", "-fsyntax-only", "-Werror", *kept]


def inputs(depfile):
    """The files that a compiler's dependency file lists."""
    text = depfile.read_text().replace("\\\n", " ").split(":", 1)[1]
    return [word.replace("\0", " ") for word in text.replace("\\ ", "\0").split()]


def is_fresh(depfile):
    """Has nothing changed since the last look that found nothing?"""
    try:
        looked = depfile.stat().st_mtime_ns
        return all(os.stat(name).st_mtime_ns < looked for name in inputs(depfile))
    except (OSError, IndexError):
        return False


def check(entry, cache):
    """What clang++ has to say of one file; empty when it is content."""
    command = clang_command(entry)
    depfile = cache / (hashlib.sha256("\0".join(command).encode()).hexdigest() + ".d")
    if is_fresh(depfile):
        return ""
    new = depfile.with_suffix(f".{os.getpid()}")
    done = subprocess.run([*command, "-MD", "-MF", str(new), "-MT", "x"], cwd=entry["directory"],
                          capture_output=True, text=True, check=False)
    said = done.stderr + done.stdout
    if done.returncode == 0 and not said:
        new.replace(depfile)
        return ""
    new.unlink(missing_ok=True)
    return said or f"{entry['file']}: clang++ ended with {done.returncode}"


def main():
    build = pathlib.Path(sys.argv[1])
    entries = json.loads((build / "compile_commands.json").read_text())
    folders = [os.path.realpath(folder) + os.sep for folder in sys.argv[2:]]
    chosen = [e for e in entries if os.path.realpath(e["file"]).startswith(tuple(folders))]
    cache = build / "clang"
    cache.mkdir(exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        said = [text for text in pool.map(lambda entry: check(entry, cache), chosen) if text]
    print("\n".join(said) if said else f"{len(chosen)} files please clang++")
    return 1 if said or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
