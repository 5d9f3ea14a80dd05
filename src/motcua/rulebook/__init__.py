"""The law as this province applies it: shipped rules and calendars, the province's own rows, pages and commands.

Other rooms ask `motcua.rulebook.selectors`: `book()`, `rules_on(day)`, `work_calendar(rules)`, `due(received, text)`,
`tiers_on(day)`; within one request or job that asks many times, `law()` once and then its methods.
"""
