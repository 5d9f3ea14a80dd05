"""What the law says, as pure functions over dated rules. No Django, no input or output, no clock.

Other rooms start at `motcua.law.explained` (answers that say why), `motcua.law.book` (the rules of a day),
`motcua.law.limit` (time limits as texts state them) and `motcua.law.due` (due dates in working time).
"""
