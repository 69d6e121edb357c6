"""Row formats and interchange formats: reads typed results or plain rows, writes text or files."""
