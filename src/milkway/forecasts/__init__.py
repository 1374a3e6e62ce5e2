"""What a trial would print under every hypothesis, beside rivals: `milkway predict`."""
