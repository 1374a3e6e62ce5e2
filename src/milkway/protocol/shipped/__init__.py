"""The published trials that ship, one TOML file each."""
