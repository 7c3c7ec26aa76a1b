"""What runs and when: the composition of the stages, Prefect flows, the command line and the list of feeds."""
