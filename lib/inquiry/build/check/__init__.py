"""What a build looks at before it starts."""
