"""BPMN 2.0: written with its diagram, read from strangers' files. Nothing in a model is ever executed."""
