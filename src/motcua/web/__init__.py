"""Base templates, components, view helpers and registries that every room uses; knows no room."""
