using System.CommandLine;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The arguments and options of a comparison, which is the program's root command.</summary>
/// <param name="shared">The options that other commands have as well.</param>
internal sealed class ComparisonDefinition(SharedOptions shared)
{
    private const string Description = """
        Compares saved BenchmarkDotNet reports and says what is slower, what is not, and what cannot be known.

        Reports of one machine: a verdict for every benchmark; of three and more each is compared with the first. Different
        machines: times side by side, and a verdict on the ratios inside each run.

        Exit codes: 0 nothing is slower, 1 bad arguments or files, 2 slower, 3 inconclusive (with --fail-on, or above --fail-above),
        4 nothing can be compared, 5 a benchmark is missing or failed.
        """;

    private readonly Argument<string[]> _reports = new("REPORT")
    {
        Description =
            "A BenchmarkDotNet report (JSON, Markdown or CSV), a folder with such files (of several runs the newest), a machine's "
            + "folder under results/ (its newest run), or a quoted glob. The first report is the baseline.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _tolerance = OptionFactory.CreateText(
        "--tolerance",
        "PERCENT%",
        "Pass when a slow-down of this much is excluded, though a smaller one is not. Default: 5%, or the margin if that is more."
    );

    private readonly Option<string?> _allocMargin = OptionFactory.CreateAllocationMargin();

    private readonly Option<string> _times = OptionFactory.CreateChoice(
        "--times",
        ["judged", "shown"],
        "With shown, times are not judged: allocations alone decide, to the byte unless --alloc-margin says otherwise.",
        "judged"
    );

    private readonly Option<string> _failAbove = OptionFactory.CreateText(
        "--fail-above",
        "RATIO",
        "Also fail (exit code 3) when a benchmark is slower by more than this and nothing confirms it: one launch cannot. Wider by itself "
            + "where the suite's own noise is wider.",
        "2x"
    );

    private readonly Option<string> _noise = OptionFactory.CreateText(
        "--noise",
        "FILE",
        "The machine's noise profile (bdn-compare noise), by which one launch is judged: a file, or none. By itself the noise.json in the "
            + "baseline's folder or above it is taken.",
        NoiseChoice.Nearest
    );

    private readonly Option<string> _failOn = OptionFactory.CreateChoice(
        "--fail-on",
        ["nothing", "suspected", "inconclusive"],
        "Also fail (exit code 3) on benchmarks that are suspected slower, or inconclusive beyond the tolerance.",
        "nothing"
    );

    private readonly Option<string[]> _jobs = OptionFactory.CreateTwo(
        "--jobs",
        "BASELINE CANDIDATE",
        "Compare two jobs of one report, such as --jobs \".NET 9.0\" \".NET 10.0\"; by id, or by characteristics such as Runtime=.NET 9.0."
    );

    private readonly Option<string[]> _job = OptionFactory.CreateTexts(
        "--job",
        "BASELINE=CANDIDATE",
        "Compare a job of the baseline with another job of the candidate, such as '.NET 9.0=.NET 10.0'."
    );

    private readonly Option<string[]> _rename = OptionFactory.CreateTexts(
        "--rename",
        "OLD=NEW",
        "Compare a benchmark of the baseline with one that has another name in the candidate: a method, Type.Method, a class, a namespace "
            + "or a full name."
    );

    private readonly Option<bool> _all = OptionFactory.CreateFlag("--all", "Show every row, however many.");

    public RootCommand CreateRoot(Func<CompareRequest, int> compare)
    {
        RootCommand root = new(Description)
        {
            _reports,
            shared.Margin,
            _tolerance,
            _allocMargin,
            shared.Filter,
            _jobs,
            _job,
            _rename,
            shared.BaselineMethod,
            shared.AllRuns,
            _failOn,
            _failAbove,
            _noise,
            _times,
            shared.AllowMissing,
            shared.SameMachine,
            _all,
            shared.Outputs,
        };
        root.SetAction(parsed => compare(Read(parsed)));
        return root;
    }

    private CompareRequest Read(ParseResult parsed)
    {
        string[] reports = parsed.GetValue(_reports) ?? [];
        ReportSelection selection = shared.ReadSelection(parsed, reports);
        string[]? jobs = parsed.GetValue(_jobs) is { Length: > 0 } named ? named : null;
        string[] pairedJobs = parsed.GetValue(_job) ?? [];
        RequireReports(reports, jobs, pairedJobs);
        return new CompareRequest(
            selection,
            jobs is null ? null : (jobs[0], jobs[1]),
            new PairingRequest([.. pairedJobs], [.. parsed.GetValue(_rename) ?? []]),
            ReadRules(parsed),
            ReadAllocationMargin(parsed),
            parsed.GetRequiredValue(_noise),
            Enum.Parse<FailOn>(parsed.GetRequiredValue(_failOn), ignoreCase: true),
            parsed.GetValue(shared.AllowMissing),
            parsed.GetValue(shared.SameMachine),
            parsed.GetValue(_all),
            SharedOptions.ReadOutputs(parsed, shared.Outputs, SharedOptions.ReportFormats)
        );
    }

    private JudgingRules ReadRules(ParseResult parsed)
    {
        JudgingRules rules = ThresholdParser.ReadRules(parsed, shared.Margin, _tolerance) with
        {
            FailAbove = ThresholdParser.ParseRatio(_failAbove.Name, parsed.GetRequiredValue(_failAbove)),
            JudgesTimes = JudgesTimes(parsed),
        };
        return rules.JudgesTimes || parsed.GetRequiredValue(_failOn) == "nothing"
            ? rules
            : throw new UsageException($"{_failOn.Name} judges times, and {_times.Name} shown does not: leave one out.");
    }

    private bool JudgesTimes(ParseResult parsed) => parsed.GetRequiredValue(_times) == "judged";

    private AllocationMargin? ReadAllocationMargin(ParseResult parsed) =>
        parsed.GetValue(_allocMargin) is { } text ? ThresholdParser.ParseAllocationMargin(_allocMargin.Name, text)
        : JudgesTimes(parsed) ? null
        : new AllocationMargin(Fraction: 0, Bytes: 0);

    private void RequireReports(string[] reports, string[]? jobs, string[] pairedJobs)
    {
        string? problem = (reports, jobs) switch
        {
            ([_], { Length: 2 }) => pairedJobs is [] ? null : $"{_jobs.Name} has named both jobs: leave out {_job.Name}.",
            (_, { Length: > 2 }) => $"{_jobs.Name} takes two jobs, once: BASELINE CANDIDATE.",
            (_, not null) => $"{_jobs.Name} compares two jobs of one report: name one report, or pair jobs of two with {_job.Name} A=B.",
            ([], _) => "Name two reports or more: BASELINE CANDIDATE. See --help.",
            ([var only], _) => $"'{only}' needs another report to be compared with: BASELINE CANDIDATE, or two jobs of its own: "
                + $"{_jobs.Name} BASELINE CANDIDATE. See --help.",
            _ => null,
        };
        if (problem is not null)
        {
            throw new UsageException(problem);
        }
    }
}
