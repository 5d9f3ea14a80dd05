"""Processes as they are: steps, drawing, BPMN."""
