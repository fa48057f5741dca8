using System.CommandLine;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The options that only <c>advise</c> has.</summary>
internal sealed class AdviseOptions
{
    /// <summary>All items are there at the start.</summary>
    public const string AtOnce = "at-once";

    /// <summary>Items arrive one after the other.</summary>
    public const string Stream = "stream";

    private readonly Option<string?> _costs = new("--costs")
    {
        Description = "The costs of your items: milliseconds, one line an item, comments with #.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _measure = new("--measure")
    {
        Description =
            "Time the items of your program: it runs them one after the other and prints a line 'item' after each; docs/advise.md.",
        HelpName = "COMMAND",
    };

    private readonly Option<string?> _cores = new("--cores")
    {
        Description = $"The cores that the work will run on, 1 to {ModelOptions.MaxWorkers}; without it, those of the machine.",
        HelpName = "N",
    };

    private readonly Option<bool> _canCut = new("--can-cut")
    {
        Description = "An item can be cut into parts that run at the same time, as numbers can.",
    };

    private readonly Option<bool> _processes = new("--processes")
    {
        Description = "A crash or a leak of one item must leave the others alone.",
    };

    private readonly Option<string?> _arrivals = new("--arrivals")
    {
        Description = $"{AtOnce}: all items are there at the start, the default. {Stream}: they arrive one after the other.",
        HelpName = $"{AtOnce}|{Stream}",
    };

    private readonly Option<bool> _calibrate = new("--calibrate")
    {
        Description =
            "Measure the overheads of the models on this machine again; without it, those under results are used where there are any.",
    };

    private readonly Option<string?> _check = new("--check")
    {
        Description = "Check the adviser: N random workloads, each predicted and then measured with every model.",
        HelpName = "N",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write the answer to a file as Markdown, too.",
        HelpName = "FILE",
    };

    /// <summary>Every option.</summary>
    public IEnumerable<Option> All => [_costs, _measure, _cores, _canCut, _processes, _arrivals, _calibrate, _check, _output];

    /// <param name="parsed">The command line.</param>
    /// <param name="suite">The arguments that it shares with the other verbs.</param>
    public AdviseArguments Read(ParseResult parsed, SuiteArguments suite) =>
        new(
            suite,
            parsed.GetValue(_costs),
            parsed.GetValue(_measure),
            parsed.GetValue(_cores),
            parsed.GetValue(_canCut),
            parsed.GetValue(_processes),
            parsed.GetValue(_arrivals),
            parsed.GetValue(_calibrate),
            parsed.GetValue(_check),
            parsed.GetValue(_output)
        );
}
