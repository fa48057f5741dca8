using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Clusters;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Says what many hosts would take for a user's work.</summary>
internal static class WhatIfCommand
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something asked for cannot be done.</exception>
    public static int Run(WhatIfArguments arguments, ConsoleView view)
    {
        WhatIfRequest request = WhatIfRequest.From(arguments);
        ImmutableArray<ClusterRow> rows =
        [
            .. new ClusterWhatIf(request.Setup, request.ItemSeconds, request.Draws, request.Seed).CreateRows(),
        ];
        ImmutableArray<Block> blocks = ClusterDocument.CreateBlocks(request.Setup, request.ItemSeconds, request.Work, rows);
        OutputFile.Show("What if there were many hosts?", blocks, arguments.Output, view);
        return ExitCodes.Success;
    }
}
