"""Texts come back from every encoding they were written in, and where that is doubtful the reader is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.reading import read_document
from dedup.reading.encoding import Decoded, decode
from dedup.settings import ReadingSettings

SIMPLIFIED = "清晨的雾气还没有散去，卖豆腐的老人已经推着小车穿过巷子，木轮碾过青石板，吱呀作响。"
TRADITIONAL = "清晨的霧氣還沒有散去，賣豆腐的老人已經推著小車穿過巷子，木輪碾過青石板，吱呀作響。"
JAPANESE = "朝の霧がまだ晴れないうちに、豆腐屋の老人は小さな車を押して路地を通り抜けていった。"
KOREAN = "아침 안개가 아직 걷히지 않았는데 두부 장수 노인은 벌써 작은 수레를 밀며 골목을 지나갔다."
RUSSIAN = "Утренний туман ещё не рассеялся, а старик с тележкой уже прошёл по длинному переулку к реке. "
GREEK = "Η πρωινή ομίχλη δεν είχε ακόμα διαλυθεί όταν ο γέρος έσπρωχνε το καρότσι του στο στενό δρόμο. "
FRENCH = "La brume n’était pas encore levée que le vieil homme, déjà, poussait sa charrette où l'été s'achève. "
QUOTED = "The old man’s cart, “the blue one”, was gone by then… nobody knew where. "
MIXED = "2023年用 Python 3.11 的 asyncio 模块写 web server，增长 5.2%，比去年多。"
# A few hundred common characters in the running order of a text without meaning.
COMMON = sorted(
    set(
        "".join(
            [SIMPLIFIED, MIXED, "的一是不了在人有我他这中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之"]
        )
    )
)
COMMON_CHINESE = [character for character in COMMON if "\u4e00" <= character <= "\u9fff"]


def certain(decoded: Decoded) -> bool:
    return decoded.notices == ()


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED + "𠮷", "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gbk", "gb18030"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (KOREAN, "cp949", "cp949"),
        (MIXED, "gbk", "gb18030"),
        (RUSSIAN * 3, "cp1251", "cp1251"),
        (RUSSIAN * 3, "koi8-r", "koi8-r"),
        (FRENCH * 3, "cp1252", "cp1252"),
        (QUOTED, "cp1252", "cp1252"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED + "\r\n" + MIXED, "utf-16-be", "utf-16-be"),
        (QUOTED, "utf-16-le", "utf-16-le"),
        (KOREAN, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-8", "utf-8"),
        (QUOTED, "utf-8", "utf-8"),
    ],
)
def test_texts_without_a_mark_come_back_without_doubt(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, name)
    assert certain(decoded)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(codec: str, name: str) -> None:
    decoded = decode(MIXED.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.notices) == (MIXED, name, ())


def test_byte_order_mark_of_gb18030() -> None:
    assert decode(("\ufeff" + SIMPLIFIED).encode("gb18030")) == Decoded(SIMPLIFIED, "gb18030")


@pytest.mark.parametrize("length", [2, 3, 4])
@pytest.mark.parametrize("codec", ["gbk", "big5", "cp1251"])
def test_a_few_bytes_are_never_decided_in_silence(length: int, codec: str) -> None:
    source = {"gbk": "清晨的雾气", "big5": "清晨的霧氣", "cp1251": "туман"}[codec]
    assert not certain(decode(source[:length].encode(codec)))


@pytest.mark.parametrize("text", [SIMPLIFIED[:20], TRADITIONAL[:20]])
def test_twenty_characters_are_enough_for_chinese(text: str) -> None:
    codec = "big5" if text == TRADITIONAL[:20] else "gbk"
    assert decode(text.encode(codec)).text == text


def test_greek_is_told_from_cyrillic() -> None:
    assert decode(GREEK.encode("cp1253")).text == GREEK


@pytest.mark.parametrize("text", ["联通", "一", "移动和联通"])
def test_chinese_that_happens_to_be_valid_utf8_is_not_taken_for_it_in_silence(text: str) -> None:
    decoded = decode(text.encode("gbk"))
    assert decoded.text == text
    assert not certain(decoded)


@pytest.mark.parametrize("text", ["é", "naïve", "Привет", "γειά", "שלום", "مرحبا", "©", "2 × 3 = 6 €"])
def test_short_utf8_stays_utf8(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")


def test_polish_is_read_with_a_warning() -> None:
    text = "Poranna mgła jeszcze nie opadła, a staruszek już pchał swój wózek przez wąską uliczkę na targ."
    decoded = decode(text.encode("cp1250"))
    assert [notice.code for notice in decoded.notices] == ["doubtful-encoding"]
    assert decoded.text.startswith("Poranna mg")


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_damaged_byte_costs_one_place_and_is_told(codec: str) -> None:
    data = f"{SIMPLIFIED}\n".encode(codec) * 30
    middle = len(f"{SIMPLIFIED}\n".encode(codec)) * 15
    decoded = decode(data[:middle] + b"\xff" + data[middle:])
    [notice] = decoded.notices
    assert (notice.code, notice.count) == ("doubtful-encoding", 1)
    assert decoded.text.count(SIMPLIFIED) >= 29


def test_text_cut_inside_its_last_character_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes((SIMPLIFIED * 5).encode()[:-1])
    document = read_document(path, "cut.txt", ReadingSettings())
    assert document.text == (SIMPLIFIED * 5)[:-1] + "\ufffd"
    assert [notice.code for notice in document.notices] == ["doubtful-encoding"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co"], exclude_characters="\ufeff"), min_size=1))
def test_any_text_in_utf8_reads_back_without_doubt(text: str) -> None:
    # Without a character of three bytes a very short text may be valid in both UTF-8 and GBK.
    text += "。"
    assert decode(text.encode()) == Decoded(text, "utf-8")


@given(st.permutations(COMMON_CHINESE).map("".join), st.booleans())
def test_sixty_common_characters_in_gb18030_read_back(text: str, with_lines: bool) -> None:
    written = "，\r\n".join([text[:30], text[30:]]) if with_lines else text
    decoded = decode(written.encode("gb18030"))
    assert (decoded.text, decoded.encoding) == (written, "gb18030")


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_decoder(data: bytes) -> None:
    from dedup.errors import ReadingError

    try:
        decoded = decode(data)
    except ReadingError as error:
        assert error.reason == "binary"
    else:
        assert "\0" not in decoded.text
