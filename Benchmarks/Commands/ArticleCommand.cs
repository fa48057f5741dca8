using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Benchmarks.Article;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Runs the article's programs in Python, Go and C#, side by side.</summary>
internal static class ArticleCommand
{
    /// <summary>The verb that starts this program as a peer of the others.</summary>
    public const string PeerVerb = "article-peer";

    /// <summary>As many as the suite's; fewer than three have no interval.</summary>
    public const int DefaultLaunches = 5;

    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something asked for cannot be done; nothing was run.</exception>
    public static int Run(ArticleArguments arguments, ConsoleView view)
    {
        SuiteRequest request = SuiteRequest.From(arguments.Suite);
        if (arguments.Suite.BenchmarkDotNet is [var unknown, ..])
        {
            throw new UsageException($"'{unknown}' is nothing that article knows. See article --help.");
        }

        int count = ReadLaunches(arguments.Launches);
        SuiteConfig.SettleRuntime();
        HostInfo host = HostCheck.Run(request, view);
        RunFolder folder = RunFolder.Create(arguments.Artifacts ?? RunFolder.DefaultPath(host, "-article"));
        folder.Write(host);

        ArticleReport report = new ArticleRun(request.Settings.Workloads[0], request.Settings.Workers, OwnCommand(), view.Tell).Run(count);
        folder.Write("article.md", ArticleDocument.RenderMarkdown(report));
        folder.Write("article.json", ArticleJson.Render(report));
        if (ArticlePicture.Render(report) is { } picture)
        {
            folder.Write("article.svg", picture);
        }

        return view.Conclude(report, folder);
    }

    /// <summary>Serves as a peer until the end of the input.</summary>
    public static int ServeAsPeer()
    {
        OrphanGuard.Current.Enter();
        OwnPeer.ServeAsync(Console.In, Console.Out).GetAwaiter().GetResult();
        return ExitCodes.Success;
    }

    private static int ReadLaunches(string? launches) =>
        launches is null ? DefaultLaunches
        : int.TryParse(launches, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 1000 ? count
        : throw new UsageException($"--launches takes a number from 1 to 1000, not '{launches}'.");

    private static WorkerCommand OwnCommand()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll");
        return new WorkerCommand(
            Environment.ProcessPath!,
            Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [program, PeerVerb] : [PeerVerb]
        );
    }
}
