using System.CommandLine;
using System.CommandLine.Help;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Commands;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The suite's own command line. What it does not know is left to BenchmarkDotNet.</summary>
internal sealed class SuiteCommandLine
{
    private readonly Option<string[]> _workload = new("--workload")
    {
        Description =
            $"A workload to measure, or all. One of {Ids(WorkloadCatalog.All.Select(workload => workload.Id))}. May be given again.",
        HelpName = "ID|all",
    };

    private readonly Option<string[]> _model = new("--model")
    {
        Description = "A model to measure beside sequential, such as parallel-for/ranges. May be given again.",
        HelpName = "ID",
    };

    private readonly Option<string?> _kernel = new("--kernel")
    {
        Description = $"What the models run: {Ids(KernelCatalog.All.Select(kernel => kernel.Id))}.",
        HelpName = "ID",
    };

    private readonly Option<string?> _numbers = new("--numbers")
    {
        Description = "Measure numbers of your own instead, such as 12,34,56.",
        HelpName = "N,N,…",
    };

    private readonly Option<string?> _numbersFile = new("--numbers-file")
    {
        Description = "The same from a file: one number a line, comments with #.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _workers = new("--workers")
    {
        Description = $"How many workers a model gets, 1 to {ModelOptions.MaxWorkers}; without it one for each core this process may use.",
        HelpName = "N",
    };

    private readonly Option<string?> _machine = new("--machine")
    {
        Description = "The name of this machine's folder under results; without it, one made of processor, cores and system.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Show all that BenchmarkDotNet logs. The log is kept beside the reports in any case.",
    };

    private readonly Option<bool> _watch = new("--watch")
    {
        Description =
            "Keep a page of the progress beside the reports: time left, results so far and warnings. A browser reads it anew by itself.",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The file to write.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "timeline.json",
    };

    private readonly Option<string?> _launches = new("--launches")
    {
        Description = $"How many processes of each language, one after the other; {ArticleCommand.DefaultLaunches} without it.",
        HelpName = "N",
    };

    private readonly Option<string?> _artifacts = new("--artifacts", "-a")
    {
        Description = "The folder of the reports; without it, one under results.",
        HelpName = "FOLDER",
    };

    private readonly AdviseOptions _adviseOptions = new();
    private readonly ClusterOptions _clusterOptions = new();
    private readonly Func<SuiteArguments, int> _bench;
    private readonly Func<SuiteArguments, int> _smoke;
    private readonly Func<SuiteArguments, string, int> _timeline;
    private readonly Func<ArticleArguments, int> _article;
    private readonly Func<AdviseArguments, int> _advise;
    private readonly Func<WhatIfArguments, int> _cluster;
    private readonly Func<HostArguments, int> _host;
    private readonly Func<KillsArguments, int> _kills;

    /// <param name="bench">Runs the suite or a part of it.</param>
    /// <param name="smoke">Runs every benchmark once.</param>
    /// <param name="timeline">Records one run of some models into a file.</param>
    /// <param name="article">Runs the article's programs.</param>
    /// <param name="advise">Recommends a model.</param>
    /// <param name="cluster">Says what many hosts would take.</param>
    /// <param name="host">Runs items for a cluster.</param>
    /// <param name="kills">Measures what is lost with a host or a broker.</param>
    public SuiteCommandLine(
        Func<SuiteArguments, int> bench,
        Func<SuiteArguments, int> smoke,
        Func<SuiteArguments, string, int> timeline,
        Func<ArticleArguments, int> article,
        Func<AdviseArguments, int> advise,
        Func<WhatIfArguments, int> cluster,
        Func<HostArguments, int> host,
        Func<KillsArguments, int> kills
    )
    {
        _bench = bench;
        _smoke = smoke;
        _timeline = timeline;
        _article = article;
        _advise = advise;
        _cluster = cluster;
        _host = host;
        _kills = kills;
    }

    /// <summary>Parses and runs.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The arguments make no sense.</exception>
    public int Invoke(string[] arguments, TextWriter output, TextWriter error)
    {
        RootCommand root = BuildRoot();
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            throw new UsageException($"{parsed.Errors[0].Message} See --help.");
        }

        return parsed.Invoke(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
            }
        );
    }

    private RootCommand BuildRoot()
    {
        RootCommand root = new(
            """
            Measures concurrency models on the divisors of numbers, with BenchmarkDotNet.
            Without arguments: the default suite, into results/<machine>/<run>/.
            BenchmarkDotNet's own options work too, such as --filter '*ParallelFor*', --list flat, --job dry,
            --launchCount 3, --artifacts FOLDER and --inProcess.
            """
        );
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        Command bench = new("bench", "The default suite, or the part of it that the options choose.");
        Command smoke = new("smoke", "Every benchmark once, to see that it runs: no measurement, nothing is kept.");
        AddSuite(root, _bench);
        AddSuite(bench, _bench);
        AddSuite(smoke, _smoke);
        root.Options.Add(_watch);
        bench.Options.Add(_watch);
        root.Subcommands.Add(bench);
        root.Subcommands.Add(smoke);
        Command timeline = new("timeline", "Who ran which item when: one run of each model, for ui.perfetto.dev and on the console.");
        AddOptions(timeline);
        timeline.Options.Add(_output);
        timeline.SetAction(parsed => _timeline(Read(parsed), parsed.GetRequiredValue(_output)));
        root.Subcommands.Add(timeline);
        Command article = new("article", "The article's programs in Python, Go and C#, side by side, and why they take what they take.");
        AddOptions(article);
        article.Options.Add(_launches);
        article.Options.Add(_artifacts);
        article.SetAction(parsed => _article(new ArticleArguments(Read(parsed), parsed.GetValue(_launches), parsed.GetValue(_artifacts))));
        root.Subcommands.Add(article);
        root.Subcommands.Add(BuildAdvise());
        root.Subcommands.Add(new WhatIfOptions().Build(_cluster));
        root.Subcommands.Add(_clusterOptions.BuildHost(_host));
        root.Subcommands.Add(_clusterOptions.BuildKills(_kills));
        return root;
    }

    private Command BuildAdvise()
    {
        Command advise = new(
            "advise",
            "Which model for your work, and why: give --costs FILE, --measure COMMAND, --numbers N,N,… or --workload ID."
        );
        foreach (Option option in _adviseOptions.All.Concat([_workload, _kernel, _numbers, _numbersFile, _machine]))
        {
            advise.Options.Add(option);
        }

        advise.SetAction(parsed => _advise(_adviseOptions.Read(parsed, Read(parsed))));
        return advise;
    }

    private void AddSuite(Command command, Func<SuiteArguments, int> run)
    {
        AddOptions(command);
        command.SetAction(parsed => run(Read(parsed)));
    }

    private void AddOptions(Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        foreach (Option option in new Option[] { _workload, _model, _kernel, _numbers, _numbersFile, _workers, _machine, _verbose })
        {
            command.Options.Add(option);
        }
    }

    private SuiteArguments Read(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var first, ..] && !first.StartsWith('-') && parsed.CommandResult.Command is RootCommand root)
        {
            string[] verbs = [.. root.Subcommands.Select(command => command.Name), "test", "test-long", "compare", "gate", "report"];
            throw new UsageException($"Unknown command '{first}'.{NearestName.Hint(first, verbs)} See --help.");
        }

        return new SuiteArguments(
            [.. parsed.GetValue(_workload) ?? []],
            [.. parsed.GetValue(_model) ?? []],
            parsed.GetValue(_kernel),
            parsed.GetValue(_numbers),
            parsed.GetValue(_numbersFile),
            parsed.GetValue(_workers),
            parsed.GetValue(_machine),
            parsed.GetValue(_verbose),
            parsed.GetValue(_watch),
            [.. parsed.UnmatchedTokens]
        );
    }

    private static string Ids(IEnumerable<string> ids) => string.Join(", ", ids);
}
