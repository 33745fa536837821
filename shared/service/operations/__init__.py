"""The operator's hand in every service: dead letters, gaps, replays and rebuilds, by page, API and command line."""
