"""What staff are told of the district's own figures: the facts, one decision, and its memory."""
