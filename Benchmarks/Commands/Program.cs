using System.Text;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>The entry point. The root namespace holds the benchmark classes, which know nothing of commands.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args is [ArticleCommand.PeerVerb])
        {
            return ArticleCommand.ServeAsPeer();
        }

        Console.OutputEncoding = Encoding.UTF8;
        ConsoleView view = new(Console.Out, Console.Error);
        try
        {
            SuiteCommandLine commandLine = new(
                bench: arguments => BenchCommand.Run(arguments, view),
                smoke: arguments => SmokeCommand.Run(arguments, view),
                timeline: (arguments, output) => TimelineCommand.Run(arguments, output, view),
                article: arguments => ArticleCommand.Run(arguments, view),
                advise: arguments => AdviseCommand.Run(arguments, view),
                cluster: arguments => WhatIfCommand.Run(arguments, view),
                host: HostCommand.Run,
                kills: arguments => KillsCommand.Run(arguments, view)
            );
            return commandLine.Invoke(args, Console.Out, Console.Error);
        }
        catch (Exception exception) when (exception is UsageException or HostException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCodes.BadInput;
        }
    }
}
