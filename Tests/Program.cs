return await TestProgram.RunAsync(args);
