"""The command line, one file a group of commands; nothing here imports Prefect before a command needs it."""
