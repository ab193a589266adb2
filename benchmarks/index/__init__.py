"""What must hold of an index, tried on whole folders."""
