"""The room `papers`: official documents, their numbers, signature and sending."""
