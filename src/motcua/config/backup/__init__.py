"""Backup and restore: database, stored papers, keys and the log's anchor in one checked archive.

The database is read in one snapshot, through its own driver: no program of the database's makers is needed, and no
version of such a program has to fit the server's.
"""
