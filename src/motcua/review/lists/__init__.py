"""The lists that a review gives out: from the facts of its lines to rows that can each say why.

Nothing here reads the database: `reading.py` of the room gathers `facts.LineFacts`, the modules of this package make an
`OfficialList` of them, and `paper.py` lays one out for DOCX, XLSX, PDF and JSON alike.
"""
