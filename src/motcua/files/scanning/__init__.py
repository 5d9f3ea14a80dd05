"""The gate for malicious content: a plug-in, chosen by `MOTCUA_VIRUS_SCANNER`; without one, files say "not scanned"."""
