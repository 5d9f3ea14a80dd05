"""Reads procedures from every form a province meets; knows no database.

Face: `detect.read_source`, `batch.read_batch`, `limits.Limits`, `workbook_write.write_workbook`.
"""
