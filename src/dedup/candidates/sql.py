"""The one SQL text of the candidate search; plain enough for DuckDB and Spark alike.

It reads a table ``rows`` of (``channel``, ``key``, ``document``): ``int8``, ``int64``, ``int32``.
"""

from __future__ import annotations

KEYED = """
SELECT channel, key, document, count(*) AS times
FROM rows
GROUP BY channel, key, document
"""

COUNTED = """
SELECT channel, key, count(*) AS documents
FROM keyed
GROUP BY channel, key
HAVING count(*) > 1
"""

KEPT = """
SELECT keyed.channel, keyed.key, keyed.document,
       CASE WHEN counted.documents <= {rare_sketch_documents} THEN 2 ELSE 1 END AS worth
FROM keyed
JOIN counted ON keyed.channel = counted.channel AND keyed.key = counted.key
WHERE counted.documents <= CASE WHEN counted.channel = 2 THEN {max_sketch_documents} ELSE {max_key_documents} END
"""

PAIRS = """
SELECT l.document AS left_document, r.document AS right_document,
       CAST(sum(CASE WHEN l.channel = 0 THEN 1 ELSE 0 END) AS INTEGER) AS anchors,
       CAST(sum(CASE WHEN l.channel = 1 THEN 1 ELSE 0 END) AS INTEGER) AS bands
FROM kept AS l
JOIN kept AS r ON l.channel = r.channel AND l.key = r.key AND l.document < r.document
GROUP BY l.document, r.document
HAVING sum(CASE WHEN l.channel = 2 THEN 0 ELSE 1 END) > 0 OR sum(l.worth) >= {min_sketches}
ORDER BY left_document, right_document
"""

INTERNAL = """
SELECT document, CAST(count(*) AS INTEGER) AS anchors
FROM keyed
WHERE channel = 0 AND times > 1
GROUP BY document
ORDER BY document
"""

CAPPED = """
SELECT channel, count(*) AS keys, CAST(max(documents) AS BIGINT) AS most
FROM counted
WHERE channel < 2 AND documents > {max_key_documents}
GROUP BY channel
ORDER BY channel
"""
