"""What could be done together: one module per source of actions, each action resting on findings."""
