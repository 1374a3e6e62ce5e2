"""What a number rests on, as it is printed and tabulated."""
