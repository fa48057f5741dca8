using System.CommandLine;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The options that only <c>cluster</c> has.</summary>
internal sealed class WhatIfOptions
{
    private readonly Option<bool> _whatIf = new("--what-if")
    {
        Description = "Simulate clusters of 1, 10, 100, … hosts: time, efficiency, and what limits.",
    };

    private readonly Option<string?> _costs = new("--costs")
    {
        Description = "The costs of your items: milliseconds, one line an item, comments with #.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _speculate = new("--speculate")
    {
        Description = "Give messages that another host still holds to cores that find nothing left; the first answer counts.",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write the answer to a file as Markdown, too.",
        HelpName = "FILE",
    };

    private readonly ImmutableArray<Option<string?>> _figures =
    [
        .. WhatIfFigure.All.Select(figure => new Option<string?>(figure.Name) { Description = figure.Description, HelpName = "N" }),
    ];

    /// <returns>The verb.</returns>
    /// <param name="run">Runs it.</param>
    public Command Build(Func<WhatIfArguments, int> run)
    {
        Command cluster = new(
            "cluster",
            "What if there were many hosts? --what-if --items N --item-ms N --hand-off-us N, or --costs FILE for your own items."
        );
        foreach (Option option in (Option[])[_whatIf, _costs, .. _figures, _speculate, _output])
        {
            cluster.Options.Add(option);
        }

        cluster.SetAction(parsed => run(Read(parsed)));
        return cluster;
    }

    private WhatIfArguments Read(ParseResult parsed) =>
        new(
            parsed.GetValue(_whatIf),
            parsed.GetValue(_costs),
            _figures
                .Select(option => (option.Name, Text: parsed.GetValue(option)))
                .Where(given => given.Text is not null)
                .ToImmutableDictionary(given => given.Name, given => given.Text!),
            parsed.GetValue(_speculate),
            parsed.GetValue(_output),
            [.. parsed.UnmatchedTokens]
        );
}
