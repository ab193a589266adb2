"""English nouns for what is read, as alternatives of a regular expression."""

from __future__ import annotations

from typing import Final

# What somebody wrote or said. Without his name or a title it is what the sentence before names.
WORKS: Final = (
    "account|address|appendix|article|autobiography|bulletin|chapter|charter|chronicle|code|column|confession|"
    "diary|diaries|"
    "dictionary|dissertation|editorial|encyclop(?:a)?edia|epilogue|essay|foreword|guide|guidebook|handbook|"
    "history|interview|"
    "introduction|journal|lecture|ledger|letters?|log|logbook|manual|manuscript|memoirs?|memorandum|minutes|"
    "notebooks?|notes|"
    "novel|obituary|pamphlet|paper|play|poem|postscript|preface|prologue|register|reply|report|review|sermon|"
    "speech|statement|"
    "story|study|survey|testimony|thesis|toast|treatise|verdict|will|entry|blog|website|almanack?s?|census|law|act|"
    "book|eulogy|"
    "telegram|dispatch|petition|catalogue|afterword|commentary|tract|bylaws?|statutes?|ordinance|judgment|ruling"
)
AUTHORS: Final = (
    "author|authors|writer|historian|poet|novelist|editor|editors|committee|ministry|council|newspaper|magazine|"
    "parish|"
    "society|commission|government|department|captain|professor|director|mayor|curator|board|speaker|scholar|critic"
)
# What words are found on. They name nobody unless the sender is told.
CARRIERS: Final = (
    "note|notice|sign|card|poster|leaflet|flyer|label|plaque|slate|wall|door|tile|stone|gravestone|tombstone|"
    "headstone|"
    "postcard|photograph|timetable|calendar|slip|tag|ticket|envelope|scrap|sheet|inscription|graffiti|banner|"
    "placard|bench|"
    "sundial|bell|mug|cup|plate|jar|tin|box|lid|instructions|rules|list|menu|advertisement|advert|radio|loudspeaker|"
    "announcement|voice|recording|screen|caption|blackboard|chalkboard|whiteboard|noticeboard|signboard|sticker|"
    "packet|"
    "wrapper|margin|board|brass|beam|lintel|mirror|window|paper bag|matchbox|badge|ribbon|tattoo|password|message"
)
SAYING: Final = (
    "say|says|said|write|writes|wrote|put|puts|read|reads|run|runs|ran|go|goes|went|begin|begins|began|open|"
    "opens|opened|end|"
    "ends|ended|close|closes|closed|finish|finishes|finished|conclude|concludes|concluded|explain|explains|"
    "explained|recall|"
    "recalls|recalled|tell|tells|told|continue|continues|continued|add|adds|added|note|notes|noted|describe|"
    "describes|"
    "described|sum|sums|summed|answer|answers|answered|reply|replies|replied|warn|warns|warned|remark|remarks|"
    "remarked|"
    "state|states|stated|declare|declares|declared|observe|observes|observed|report|reports|reported|ask|asks|"
    "asked|confess|"
    "confesses|confessed|insist|insists|insisted|argue|argues|argued|complain|complains|complained|advise|"
    "advises|advised|"
    "record|records|recorded|remember|remembers|remembered|quote|quotes|quoted|define|defines|defined|admit|"
    "admits|admitted"
)
# Verbs that report a statement only where one follows.
RARER: Final = (
    "(?:resolve|rule|decree|provide|require|advise|muse|promise|estimate|calculate|surmise|acknowledge|announce|"
    "grumble|joke|"
    "relate|continue|reminisce|concede|stipulate|allege|decide|urge|guarantee)[sd]?|(?:lament|boast|quip|confess|"
    "confirm|mutter|"
    "murmur|whisper|shout|caution|counsel|reflect|predict|protest|inform|recount|respond|interject|reason|"
    "counter|proclaim|repeat|"
    "object|mention|hint|order|sigh|growl|sneer|exclaim|laugh)(?:s|ed)?|testif(?:y|ies|ied)|admit(?:s|ted)?|"
    "taught|teaches"
)
# What somebody's words are called.
UTTERANCES: Final = (
    "lines?|words|sentences?|passages?|remarks?|quotations?|quotes?|phrases?|paragraphs?|thoughts?|advice|"
    "verdict|image|motto|"
    "proverb|saying|observations?|maxims?|dictum|joke|formula|description|definition|warning|comparison|metaphor|"
    "aphorism|"
    "comments?|complaint|rule|lesson|couplet|verses?|stanza|reflections?"
)
