"""The home pages of portal, desk and control: composition only."""
