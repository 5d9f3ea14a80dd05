"""The province's document system behind a plug-in: it gives numbers, dates and signed files back."""
