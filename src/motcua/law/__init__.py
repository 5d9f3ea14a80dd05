"""What the law says, as pure functions over dated rules. No Django, no input or output, no clock."""
