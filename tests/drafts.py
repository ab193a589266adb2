"""A folder with an archive of texts and drafts that borrow from it, and the command line in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dedup.cli.app import app

LAMP = (
    "点灯的人住在坝上第二间屋，屋里只有一张床和一只倒扣的木桶。他说灯油是公家的，火柴是自己的，所以每根火柴都要划两次。"
    "涨水那年灯灭过一回，他提着裤脚走到坝尾，用烟头把灯芯重新点着，回来时天已经亮了。"
)
MILL = (
    "磨坊的石磨停在半圈上，谁也不去推完它。面粉从门缝里漏出来，在台阶上铺成一条白路，麻雀沿着这条路走进走出。"
    "磨坊主人说，剩下的半圈留给女儿，她回来那天，全村的人都要来听石头说话。"
)
OWN = (
    "裁缝铺的尺子比别处短一寸，老裁缝说人总要给自己留点余地。他裁衣服从不画线，剪刀走到哪里，布就听到哪里。"
    "铺子后面有一口缸，缸里养着两条不肯长大的鱼，客人试衣服的时候，它们就在水里转身，好像也在照镜子。"
)
OTHER = "养蜂人把蜂箱摆成一个半圆，自己坐在缺口那里，说这样蜜蜂才知道家里有人。"


class Folder:
    """A folder that the command line runs in."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        return (self.path / name).read_text(encoding="utf-8")

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    def ok(self, *arguments: str) -> str:
        """Runs what must be done; exit code 1 says no more than that a draft fails."""
        done = self.run(*arguments)
        assert done.exit_code in (0, 1), done.output
        return done.stdout

    def check(self, *arguments: str) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.ok("check", "drafts", "--against", "archive", "--json", *arguments))
        return said

    def name_of(self, source: str) -> str:
        """What the check in words calls the passage that stands in this text too."""
        lines = self.ok("check", "drafts", "--against", "archive").splitlines()
        at = next(number for number, line in enumerate(lines) if line.strip().startswith(f"in {source}"))
        found = re.search(r"[0-9a-f]{10}$", lines[at - 2])
        assert found
        return found[0]

    def dismiss(self, source: str, *arguments: str) -> str:
        """Sets the passage from this text aside, as a reader of the check would."""
        name = self.name_of(source)
        self.ok("check", "drafts", "--against", "archive", "--report", "out", "-q")
        return self.ok("dismiss", name, "--reason", "permitted", "--results", "out", *arguments)


def prepared(path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A draft of its own words and two passages, each from a text of the archive."""
    monkeypatch.chdir(path)
    (path / ".git").mkdir()  # nothing is looked for above
    folder = Folder(path)
    folder.write("archive/lamp.txt", f"坝上的灯。\n{LAMP}")
    folder.write("archive/mill.txt", f"磨坊。\n{MILL}")
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{OTHER}\n{MILL}\n")
    return folder
