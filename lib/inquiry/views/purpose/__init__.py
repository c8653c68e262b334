"""The shared purpose: whys, drafts, who was heard, votes, and the purpose in use; agreements."""
