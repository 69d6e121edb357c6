"""Get a collection of laws with git into a folder that ``zhengce ingest`` reads: the newest state only, nothing is run.

    python scripts/fetch_corpus.py FOLDER                   the public collection LawRefBook/Laws
    python scripts/fetch_corpus.py FOLDER --from ADDRESS    another repository, or a folder of this machine
    zhengce ingest laws.db FOLDER

A second run brings the folder up to date. Needs git and, for a public address, the internet. Laws, regulations and official documents
carry no copyright (中华人民共和国著作权法 article 5); a collection may have a licence of its own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

LAWS = "https://github.com/LawRefBook/Laws.git"
SUFFIXES = (".md", ".txt", ".docx", ".doc", ".pdf", ".html", ".htm", ".ofd")

SAFE = (  # settings that win over those of the user: no hook, no prompt, no program named by the repository
    ("core.hooksPath", os.devnull),
    ("core.symlinks", "false"),
    ("protocol.ext.allow", "never"),
    ("core.quotePath", "false"),
)


def fetch(address: str, folder: Path) -> int:
    """Clone ``address`` into ``folder``, or bring ``folder`` up to date; the number of files a reader would take.

    Raises ``SystemExit`` with a sentence when git is missing or fails, or when the folder holds something else.
    """
    if shutil.which("git") is None:
        raise SystemExit("需要 git。git is needed: sudo apt install git")
    if (folder / ".git").is_dir():
        _git("-C", str(folder), "fetch", "--quiet", "--depth", "1", "--", address, "HEAD")
        _git("-C", str(folder), "reset", "--quiet", "--hard", "FETCH_HEAD")
    elif folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"文件夹不是空的：{folder}。The folder is not empty: name another one.")
    else:
        _git("clone", "--quiet", "--depth", "1", "--no-tags", "--", address, str(folder))
    return sum(path.suffix.lower() in SUFFIXES for path in folder.rglob("*") if ".git" not in path.parts)


def _git(*words: str) -> None:
    settings = [word for name, value in SAFE for word in ("-c", f"{name}={value}")]
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    done = subprocess.run(["git", *settings, *words], env=environment, capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
        raise SystemExit(f"git 失败 failed: {said[0]}")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="address", default=LAWS, help="address of a git repository (default: %(default)s)")
    options = parser.parse_args(arguments)
    count = fetch(options.address, options.folder)
    print(f"{count:,} 个文件 files → {options.folder}\n下一步 next: zhengce ingest laws.db {options.folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
