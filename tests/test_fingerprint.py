"""Fingerprints: the kernels do what their plain twins do, and signatures are datasketch's own."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import reference
from dedup.errors import ConfigurationError
from dedup.fingerprint import Fingerprints, fingerprint
from dedup.fingerprint.anchors import winnow
from dedup.fingerprint.bags import bags
from dedup.fingerprint.grams import count_documents, gram_hashes, sorted_grams, to_uint32, useful_grams
from dedup.fingerprint.minhash import band_keys, lsh_parameters, permutations, signatures
from dedup.progress import Silent
from dedup.settings import FingerprintSettings
from dedup.text import Folder, passages_of
from dedup.text.passages import weights
from reference import codes_of
from strategies import a_moderate_number, any_text, few_letters

SETTINGS = FingerprintSettings()
hash_sets = st.lists(st.integers(0, 2**32 - 1), max_size=40)
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def hashes_of(text: str, size: int) -> NDArray[np.uint64]:
    codes = codes_of(text)
    return np.asarray(gram_hashes(codes, weights(codes), size))


def signed(sets: list[list[int]], num_perm: int, seed: int) -> NDArray[np.uint32]:
    flat = np.array([value for each in sets for value in each], dtype=np.uint32)
    ends = np.cumsum([len(each) for each in sets])
    starts = ends - [len(each) for each in sets]
    permuted = permutations(num_perm, seed)
    return np.asarray(signatures(flat, starts.astype(np.int32), ends.astype(np.int32), permuted[0], permuted[1]))


def theirs(values: list[int], num_perm: int, seed: int) -> MinHash:
    made = MinHash(num_perm=num_perm, seed=seed, scheme="affine32", hashfunc=int)
    for value in values:
        made.update(value)
    return made


def prints_of(texts: list[str], settings: FingerprintSettings = SETTINGS, jobs: int = 1) -> Fingerprints:
    folded = [Folder().fold(text) for text in texts]
    passages = [passages_of(fold, settings.passage) for fold in folded]
    return fingerprint(folded, passages, settings, jobs=jobs, progress=Silent())


def places_of(grams: NDArray[np.uint64]) -> list[int]:
    return sorted(int(gram) & 0xFFFFFFFF for gram in grams)


@a_moderate_number
@given(any_text | few_letters, st.sampled_from([2, 3, 6, 8, 16]))
def test_gram_hashes(text: str, size: int) -> None:
    assert hashes_of(text, size).tolist() == [reference.hashed(gram) for gram in reference.grams(text, size)]


def test_a_text_shorter_than_a_gram_is_one_gram_and_an_empty_one_none() -> None:
    assert hashes_of("水火", 16).tolist() == [reference.hashed("水火")]
    assert hashes_of("", 16).size == 0


@a_moderate_number
@given(few_letters, st.sampled_from([4, 8]))
def test_sorted_grams(text: str, size: int) -> None:
    codes = codes_of(text)
    assert np.array_equal(
        sorted_grams(codes, weights(codes), size), reference.sorted_grams(reference.grams(text, size))
    )


@a_moderate_number
@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 15))
def test_winnow(values: list[int], window: int) -> None:
    assert winnow(np.array(values, dtype=np.uint64), window).tolist() == reference.winnow(values, window)


@a_moderate_number
@given(st.data())
def test_texts_that_share_a_run_share_an_anchor(data: st.DataObject) -> None:
    """20 Han characters, or 28 Latin letters: ``window`` whole grams, wherever the run stands."""
    alphabet, length = data.draw(st.sampled_from([("甲乙丙丁戊", 20), (HAN, 20), ("abcdefgh", 28)]))
    run = data.draw(st.text(alphabet=alphabet, min_size=length, max_size=length))
    around = st.text(alphabet=alphabet, max_size=60)
    anchors = []
    for _ in range(2):
        hashes = hashes_of(data.draw(around) + run + data.draw(around), SETTINGS.anchor)
        anchors.append({int(hashes[place]) for place in winnow(hashes, SETTINGS.window)})
    assert anchors[0] & anchors[1]


@a_moderate_number
@given(st.lists(few_letters, min_size=1, max_size=5), st.integers(1, 4))
def test_useful_grams_and_document_counts(texts: list[str], most: int) -> None:
    own = [reference.grams(text, 4) for text in texts]
    expected = reference.document_counts(own)
    slots = {gram: (reference.hashed(gram) >> 32) & 0xFFFF for gram in expected}
    shared_slots = Counter(slots.values())
    counts = np.zeros(1 << 16, dtype=np.uint16)
    made = [reference.sorted_grams(each) for each in own]
    for each in made:
        count_documents(each, counts)
    assert max(shared_slots.values(), default=1) == 1, "two grams of the alphabet share a slot: take another one"
    assert {gram: int(counts[slot]) for gram, slot in slots.items()} == dict(expected)
    for each, document in zip(made, own, strict=True):
        places = sorted(int(gram) & 0xFFFFFFFF for gram in useful_grams(each, counts, most))
        assert places == reference.useful(document, expected, most)


def test_document_counts_saturate() -> None:
    counts = np.full(1 << 16, 65535, dtype=np.uint16)
    count_documents(reference.sorted_grams(reference.grams("水火木金", 4)), counts)
    assert counts.min() == 65535


def test_to_uint32_keeps_the_lower_half() -> None:
    assert to_uint32(np.array([0xFFFFFFFF00000001, 7], dtype=np.uint64)).tolist() == [1, 7]


@a_moderate_number
@given(st.lists(hash_sets, min_size=1, max_size=6), st.sampled_from([(16, 1), (64, 1), (128, 42)]))
def test_signatures_are_those_of_datasketch_bit_for_bit(sets: list[list[int]], scheme: tuple[int, int]) -> None:
    num_perm, seed = scheme
    ours = signed(sets, num_perm, seed)
    for row, values in zip(ours, sets, strict=True):
        assert np.array_equal(row, theirs(values, num_perm, seed).hashvalues)
    bulk = MinHash.bulk(sets, num_perm=num_perm, seed=seed, scheme="affine32", hashfunc=int)
    assert all(np.array_equal(row, made.hashvalues) for row, made in zip(ours, bulk, strict=True))


def test_an_empty_set_has_the_signature_datasketch_gives_it() -> None:
    assert np.array_equal(signed([[]], 64, 1)[0], theirs([], 64, 1).hashvalues)


def test_a_signature_made_here_is_found_in_a_datasketch_index() -> None:
    shared, other = list(range(1000, 1200)), list(range(5000, 5200))
    ours = signed([shared, other], 64, 1)
    index = MinHashLSH(threshold=SETTINGS.threshold, num_perm=64)
    for name, row in zip(("shared", "other"), ours, strict=True):
        index.insert(name, MinHash(num_perm=64, seed=1, scheme="affine32", hashvalues=row))
    assert index.query(theirs(shared[:-10], 64, 1)) == ["shared"]


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("num_perm", [16, 64, 128])
def test_lsh_parameters_are_those_of_datasketch(threshold: float, num_perm: int) -> None:
    index = MinHashLSH(threshold=threshold, num_perm=num_perm)
    assert lsh_parameters(threshold, num_perm) == (index.b, index.r)


def test_a_threshold_that_leaves_no_two_bands_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        MinHashLSH(threshold=0.99, num_perm=64)
    with pytest.raises(ConfigurationError, match=r"threshold 0\.99 is too high for 64"):
        lsh_parameters(0.99, 64)


@a_moderate_number
@given(st.lists(st.lists(st.integers(0, 2), min_size=16, max_size=16), min_size=2, max_size=6))
def test_band_keys_are_equal_where_the_values_of_the_band_are(rows: list[list[int]]) -> None:
    keys = band_keys(np.array(rows, dtype=np.uint32), 5, 3)
    assert keys.shape == (len(rows), 5)
    seen: dict[int, tuple[int, tuple[int, ...]]] = {}
    for row, own in zip(rows, keys.tolist(), strict=True):
        for band, key in enumerate(own):
            values = band, tuple(row[3 * band : 3 * band + 3])
            assert seen.setdefault(key, values) == values
    assert len(seen) == len(set(seen.values()))


TEXTS = [
    "水往低处流，人往高处走，茶往山里长。老人说，渠是给水修的路。",
    "他常说：水往低处流，人往高处走，茶往山里长。",
    "",
    "渡",
    "The ferry left on time, as it had for forty years; the clock did not.",
]


def test_a_corpus_stands_in_its_arrays_as_its_texts_do() -> None:
    prints = prints_of(TEXTS)
    folded = [Folder().fold(text).text() for text in TEXTS]
    assert prints.documents == len(TEXTS)
    assert prints.offsets.tolist() == [sum(map(len, folded[:n])) for n in range(len(folded) + 1)]
    assert "".join(map(chr, prints.codes)) == "".join(folded)
    for document, text in enumerate(folded):
        start, end = prints.offsets[document : document + 2]
        assert prints.sounds[start:end].tolist() == reference.sounds_of(text)
        for keys, size, window in (
            (prints.anchors, SETTINGS.anchor, SETTINGS.window),
            (prints.sketches, SETTINGS.sketch, SETTINGS.sketch_window),
        ):
            at = keys.document == document
            grams = reference.heard_grams(text, size)
            places = reference.winnow([reference.hashed(gram) for gram in grams], window)
            assert keys.place[at].tolist() == places
            assert keys.key[at].view(np.uint64).tolist() == [reference.hashed(grams[place]) for place in places]


def test_words_and_sentences_of_a_corpus_stand_beside_its_characters() -> None:
    prints = prints_of(TEXTS)
    folded = [Folder().fold(text) for text in TEXTS]
    assert prints.breaks.tolist() == [int(ended) for fold in folded for ended in fold.breaks]
    for document, fold in enumerate(folded):
        rows, units = bags(fold.sounds, fold.codes, fold.breaks)
        own = slice(prints.bag_offsets[document], prints.bag_offsets[document + 1])
        assert prints.bags[own].tolist() == rows.tolist()
        places = slice(prints.unit_offsets[document], prints.unit_offsets[document + 1])
        assert prints.units[places].tolist() == units.tolist()


def test_grams_that_can_seed_are_those_the_texts_share() -> None:
    prints = prints_of(TEXTS)
    grams = [reference.heard_grams(Folder().fold(text).text(), SETTINGS.seed_gram) for text in TEXTS]
    counts = reference.document_counts(grams)
    for document, each in enumerate(grams):
        own = prints.grams[prints.gram_offsets[document] : prints.gram_offsets[document + 1]]
        places = reference.useful(each, counts, SETTINGS.max_seed_documents)
        assert places_of(own) == places


def test_sketches_that_can_pair_are_those_the_texts_share() -> None:
    prints = prints_of(TEXTS)
    grams = [reference.heard_grams(Folder().fold(text).text(), SETTINGS.sketch) for text in TEXTS]
    sketched = []
    for each in grams:
        places = reference.winnow([reference.hashed(gram) for gram in each], SETTINGS.sketch_window)
        sketched.append({place: each[place] for place in places})
    counts = reference.document_counts(each.values() for each in sketched)
    found = 0
    for document, chosen in enumerate(sketched):
        own = prints.sketch_grams[prints.sketch_offsets[document] : prints.sketch_offsets[document + 1]]
        useful = reference.useful(list(chosen.values()), counts, SETTINGS.max_seed_documents)
        assert places_of(own) == [list(chosen)[number] for number in useful]
        assert own.tolist() == sorted(own.tolist())
        found += len(own)
    assert found > 0


def test_texts_that_sound_alike_share_their_keys() -> None:
    one, other = prints_of(["渡口的船夫说雾是河在想事情"]), prints_of(["渡口的传夫说雾是河再想事情"])
    assert one.anchors.key.tolist() == other.anchors.key.tolist()
    assert one.sketches.key.tolist() == other.sketches.key.tolist()


def test_the_bands_of_a_text_are_those_of_its_signature() -> None:
    text = TEXTS[0]
    prints = prints_of([text])
    shingles = [reference.hashed(gram) & 0xFFFFFFFF for gram in reference.grams(Folder().fold(text).text(), 6)]
    bands, rows = lsh_parameters(SETTINGS.threshold, SETTINGS.num_perm)
    signature = theirs(shingles, SETTINGS.num_perm, SETTINGS.seed).hashvalues.reshape(1, -1).astype(np.uint32)
    assert prints.bands.key.tolist() == band_keys(signature, bands, rows)[0].tolist()
    assert prints.bands.place.tolist() == [0] * bands


def test_a_text_shorter_than_a_shingle_has_keys_and_an_empty_one_has_none() -> None:
    prints = prints_of(["", "渡", "渡"])
    assert {0} & set(prints.bands.document.tolist()) == set() == {0} & set(prints.anchors.document.tolist())
    for keys in (prints.bands, prints.anchors, prints.sketches):
        assert keys.key[keys.document == 1].tolist() == keys.key[keys.document == 2].tolist() != []


def test_fingerprints_do_not_depend_on_the_number_of_threads() -> None:
    one, two = prints_of(TEXTS * 3), prints_of(TEXTS * 3, jobs=2)
    assert np.array_equal(one.anchors.key, two.anchors.key)
    assert np.array_equal(one.bands.key, two.bands.key)
    assert np.array_equal(one.grams, two.grams)


def test_no_document_at_all() -> None:
    assert prints_of([]).documents == 0
