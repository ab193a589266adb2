"""Passages of two texts of our own and what a copier who changes everything makes of them.

The Chinese text is written with spaces between its words, so that words can be exchanged; ``plain`` leaves them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

_CLAUSE = re.compile(r"[^，。；：、,.;:]+")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Work:
    """A passage, what stands before and after it in its own text and in the copy's, and how words are written."""

    passage: str
    around: tuple[str, str]
    around_copy: tuple[str, str]
    spaced: bool

    def plain(self, text: str) -> str:
        return text if self.spaced else text.replace(" ", "")

    def source(self) -> tuple[str, str]:
        """The text and the passage in it."""
        return self.plain(self.passage.join(self.around)), self.plain(self.passage)

    def copy(self, seed: int) -> tuple[str, str]:
        """The other text and the changed passage in it."""
        changed = changed_throughout(self, Random(seed))  # noqa: S311 - repeatable, not secret
        return changed.join(map(self.plain, self.around_copy)), changed


def changed_throughout(work: Work, random: Random) -> str:
    """30 % of the words exchanged for others, the clauses in random order, then 10 % of the letters edited.

    Words and letters come from the texts that the passage does not stand in; the marks stay where they were.
    """
    others = " ".join(work.around_copy)
    words, letters = sorted(set(_WORD.findall(others))), sorted(set(filter(str.isalpha, others)))
    text = _WORD.sub(lambda word: random.choice(words) if random.random() < 0.3 else word[0], work.passage)
    clauses = [clause.strip() for clause in _CLAUSE.findall(text) if clause.strip()]
    random.shuffle(clauses)
    left = iter(clauses)
    text = _CLAUSE.sub(lambda clause: _as_before(clause[0], left) if clause[0].strip() else clause[0], text)
    return "".join(
        _edited(letter, random, letters) if letter.isalpha() and random.random() < 0.1 else letter
        for letter in work.plain(text)
    )


def _as_before(clause: str, clauses: object) -> str:
    """The next clause, with a space before it where this one has one."""
    following: str = next(clauses)  # type: ignore[call-overload]
    return " " * clause.startswith(" ") + following


def _edited(letter: str, random: Random, letters: list[str]) -> str:
    other = random.choice(letters)
    return random.choice((other, "", letter + other))


CHINESE = Work(
    passage=(
        "守 灯 的 老 船工 入冬 以前 要 把 木梯 重新 漆 过，漆桶 搁 在 地窖 的 第二 层，盖子 上 压 一块 青砖。"
        "他 用 粉笔 在 门背 记下 桶数，又 把 旧 煤油灯 擦 到 能 照见 胡子。补给船 若是 误了 日子，他 就 走到 "
        "北边 的 礁石，"
        "拾 干 海草 生 一堆 小火，等 对岸 渔村 回 他 一点 亮光。孩子们 都 认得 那 堆火，说 那是 岛 在 眨眼；"
        "邮差 却说 老头 心里 有数，他 是 在 数 谁家 的 窗户 还 没 关。到了 春分，盐霜 从 梯子 上 剥落，"
        "新漆 只剩 巴掌 大 的 一片，他 便 搬出 最后 半桶，从 顶上 往下 再 补 一回。"
    ),
    around=(
        "县里 修 志 的 人 来过 两趟，都 没有 问清 这座 岛 归 哪个 乡。地图 上 它 有时 是 一个 黑点，有时 连 "
        "黑点 也 省了。"
        "渡轮 公司 去年 卖掉 了 一条 船，剩下 的 那条 换了 绿色 的 烟囱。",
        "后来 航标 改成 太阳能 的，灯塔 就 锁了 门。钥匙 挂 在 村委会 的 墙上，和 一串 拖拉机 的 钥匙 挂 在 "
        "一起，谁 也 分不清。",
    ),
    around_copy=(
        "外婆 做 咸菜 从来 不 看 书，坛子 排 在 屋檐 下，一共 七只。芥菜 要 晒 到 叶子 发软，揉 的 时候 手上 "
        "得 抹 一点 白酒。"
        "隔壁 的 裁缝 常来 讨 一碗，顺便 替 我们 改 裤脚。集市 逢五 开张，卖 竹器 的 摊子 总 占着 桥头，价钱 "
        "讲到 中午 还 差 三毛。",
        "昨天 我 又 去 看 那 排 坛子，有 一只 裂了 口，里头 种着 葱。裁缝铺 改成 了 理发店，镜子 很亮，椅子 会 转。"
        "老板娘 问 我 剪 什么 样子，我 说 随便，只要 别 太 短，回家 还 要 见 人。",
    ),
    spaced=False,
)
ENGLISH = Work(
    passage=(
        "The ferryman of the lower crossing kept a ledger of every passenger who had ever paid in apples. He "
        "wrote it in "
        "green ink, sitting on an upturned bucket, while the current dragged at the rope. Widows were carried free, "
        "musicians paid with one song, and the tax collector was charged double on Fridays. When the river rose above "
        "the painted stone, nobody crossed; he hung a lantern from the willow and slept beneath the tarpaulin. In the "
        "dry summer of the grasshoppers children waded across, laughing, and he entered each of them in the ledger "
        "with a small drawing of a heron. After his death the schoolmaster found eleven volumes in the boathouse, "
        "wrapped in oilcloth, smelling of tar and orchards."
    ),
    around=(
        "The county paid for a bridge in three budgets and built it in none of them. Surveyors came with brass "
        "instruments, measured the mud, and dined at the inn. ",
        " The volumes are now kept by a museum that opens on the second Tuesday of each month. Visitors may turn the "
        "pages with a wooden spatula.",
    ),
    around_copy=(
        "My brother collects clocks that do not run. He buys them at auctions, carries them home in blankets, and sets "
        "each one to a different hour because he says a quiet house should still have opinions. Our kitchen shows noon "
        "in winter and supper all through March. The neighbours complain that their visitors arrive late. ",
        " Last week a dealer from the city offered him money for the tall one with the moon on its face. He refused, "
        "made coffee, and told a long story about our aunt, who once stopped a train by waving a tablecloth. "
        "The dealer "
        "listened politely and missed his bus. I drove him to the station under heavy snow, past closed shops and a "
        "sleeping policeman.",
    ),
    spaced=True,
)
