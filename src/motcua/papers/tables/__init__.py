"""Tables as forms: columns, row groups, formulas and controls are data; this package checks, computes and draws them.

`shipped.table_form(key, on)` gives a definition, `values.read_values` what a person or a file fills in,
`evaluate.evaluate` the computed table with what its controls found; `drawing.drawn` turns it into
`motcua.papers.document.Table`, `workbook` into XLSX and back. Nothing here touches the database.
"""
