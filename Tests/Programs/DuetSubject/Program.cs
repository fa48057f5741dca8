// A duet never enters it.
throw new InvalidOperationException("The Main of the program runs.");
