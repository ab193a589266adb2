"""Sounds: Han characters meet by their syllable without tone, and everything else is itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from dedup.text import Folder
from dedup.text.sounds import sound_of
from strategies import a_moderate_number, any_text, essays

han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def syllable(character: str) -> str:
    return str(pinyin(character, style=Style.NORMAL)[0][0]).replace("v", "u").replace("ü", "u")


@a_moderate_number
@given(st.lists(han | st.sampled_from("在再做作坐座他她它船传像象"), min_size=2, max_size=40))
def test_two_characters_sound_alike_where_their_syllables_are_written_alike(characters: list[str]) -> None:
    for one, other in pairwise(characters):
        assert (sound_of(ord(one)) == sound_of(ord(other))) == (syllable(one) == syllable(other))


@pytest.mark.parametrize("pair", ["在再", "做作", "他她", "船传", "像象", "渠曲", "装庄"])
def test_homophones_meet_whatever_their_tone(pair: str) -> None:
    assert sound_of(ord(pair[0])) == sound_of(ord(pair[1]))


@pytest.mark.parametrize("pair", ["在做", "水火", "山三", "庄桌", "船床"])
def test_other_syllables_do_not_meet(pair: str) -> None:
    assert sound_of(ord(pair[0])) != sound_of(ord(pair[1]))


@a_moderate_number
@given(st.characters(codec=None, exclude_categories=()))
def test_a_letter_is_itself_and_no_syllable_is_a_letter(character: str) -> None:
    heard = sound_of(ord(character))
    assert heard == ord(character) or (heard > 0x10FFFF and heard < 1 << 31)
    if character.isascii() or "\uac00" <= character <= "\ud7a3" or "\u3040" <= character <= "\u30ff":
        assert heard == ord(character)


@a_moderate_number
@given(any_text | essays)
def test_a_folded_text_is_heard_character_by_character(text: str) -> None:
    folded = Folder().fold(text)
    assert folded.sounds.tolist() == [sound_of(code) for code in folded.codes.tolist()]
