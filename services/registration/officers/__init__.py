"""Officers: persons and the offices they hold."""
