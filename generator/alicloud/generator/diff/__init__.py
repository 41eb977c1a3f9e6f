"""What a change of specs means to those who use the generated SDK: breaking, deprecating, additive."""
