"""The researcher's own scheme over a database: coding by rules or a trained model, labels, agreement, keywords, clusters."""
