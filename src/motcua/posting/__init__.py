"""The room `posting`: what each desk puts up and takes down."""
