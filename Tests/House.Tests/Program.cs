using ConcurrencyBench.House.Tests.Measuring;

// 'measure [FOLDER]' prints the figures of a checkout; without FOLDER, of this one. Everything else is the test runner's.
switch (args)
{
    case ["measure"]:
        return MeasureCommand.Run(RepositoryFolder.Path, Console.Out, Console.Error);
    case ["measure", var folder]:
        return MeasureCommand.Run(folder, Console.Out, Console.Error);
    default:
        return await TestProgram.RunAsync(args);
}
