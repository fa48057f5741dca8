using System.Reflection;
using System.Runtime.Versioning;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.ConsoleArguments;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using CommandLine;
using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The arguments that are BenchmarkDotNet's, checked before anything starts.</summary>
/// <param name="Tokens">The tokens, as BenchmarkDotNet gets them.</param>
/// <param name="Options">The options, as BenchmarkDotNet parses them.</param>
/// <param name="Config">The suite's configuration with what the arguments add to it.</param>
internal sealed record BenchmarkDotNetArguments(ImmutableArray<string> Tokens, CommandLineOptions Options, IConfig Config)
{
    private static ImmutableArray<OptionAttribute> KnownOptions { get; } =
    [
        .. typeof(CommandLineOptions)
            .GetProperties()
            .Select(property => property.GetCustomAttribute<OptionAttribute>())
            .OfType<OptionAttribute>(),
    ];

    /// <summary>True where the arguments ask for information and run no benchmark.</summary>
    public bool OnlyTells =>
        Options.PrintInformation
        || Options.ListBenchmarkCaseMode != BenchmarkDotNet.ConsoleArguments.ListBenchmarks.ListBenchmarkCaseMode.Disabled;

    /// <summary>True where the user chose one of BenchmarkDotNet's jobs instead of the suite's.</summary>
    public bool ChoosesJob => !Options.BaseJob.Equals("Default", StringComparison.OrdinalIgnoreCase);

    /// <summary>True where the user chose benchmarks.</summary>
    public bool ChoosesBenchmarks =>
        Options.Filters.Any() || Options.AllCategories.Any() || Options.AnyCategories.Any() || Options.AttributeNames.Any();

    /// <summary>The tokens without --artifacts: a relative path would mean another folder once the current one has changed.</summary>
    public IEnumerable<string> TokensWithoutArtifacts
    {
        get
        {
            for (int index = 0; index < Tokens.Length; index++)
            {
                if (Tokens[index] is "-a" || Tokens[index].Equals("--artifacts", StringComparison.OrdinalIgnoreCase))
                {
                    index++;
                }
                else if (!Tokens[index].StartsWith("--artifacts=", StringComparison.OrdinalIgnoreCase))
                {
                    yield return Tokens[index];
                }
            }
        }
    }

    /// <exception cref="UsageException">BenchmarkDotNet would not take them.</exception>
    public static BenchmarkDotNetArguments Parse(ImmutableArray<string> tokens, IConfig suiteConfig)
    {
        foreach (string token in tokens)
        {
            ThrowIfUnknown(token);
        }

        AccumulationLogger complaints = new();
        (bool isSuccess, IConfig? config, CommandLineOptions? options) = ConfigParser.Parse([.. tokens], complaints, suiteConfig);
        ThrowIfOtherRuntime(config);
        return isSuccess
            ? new BenchmarkDotNetArguments(tokens, options!, config!)
            : throw new UsageException($"BenchmarkDotNet does not take '{string.Join(' ', tokens)}': {Complaint(complaints.GetLog())}");
    }

    private static void ThrowIfUnknown(string token)
    {
        string name = token.Split('=', 2)[0];
        bool isLong = name.StartsWith("--", StringComparison.Ordinal) && name.Length > 2;
        bool isShort = !isLong && name.Length == 2 && name[0] == '-' && char.IsLetter(name[1]);
        bool isKnown = KnownOptions.Any(option =>
            isLong
                ? option.LongName.Equals(name[2..], StringComparison.OrdinalIgnoreCase)
                : option.ShortName.Equals(name[1..], StringComparison.OrdinalIgnoreCase)
        );
        if ((isLong || isShort) && !isKnown)
        {
            IEnumerable<string> names =
            [
                .. KnownOptions.Select(option => $"--{option.LongName}"),
                "--workload",
                "--model",
                "--kernel",
                "--numbers",
                "--numbers-file",
                "--workers",
                "--machine",
                "--verbose",
            ];
            throw new UsageException($"Unknown option '{name}'.{NearestName.Hint(name, names)} See --help.");
        }
    }

    // BenchmarkDotNet 0.15.8 notices this only when a build fails, and reports the build's output.
    private static void ThrowIfOtherRuntime(IConfig? config)
    {
        Version version = new FrameworkName(AppContext.TargetFrameworkName!).Version;
        string own = $"net{version.Major}.{version.Minor}";
        Runtime? other = config
            ?.GetJobs()
            .Where(job => job.Environment.HasValue(EnvironmentMode.RuntimeCharacteristic))
            .Select(job => job.Environment.Runtime!)
            .FirstOrDefault(runtime => runtime.MsBuildMoniker.Split('-')[0] != own);
        if (other is not null)
        {
            throw new UsageException(
                $"The suite is built for {own} and cannot run on {other.Name}. Give --runtimes {own}, or leave --runtimes out."
            );
        }
    }

    // The parser's own help lists what is wrong indented below "ERROR(S):", and every option after that.
    private static string Complaint(string log)
    {
        string[] lines = [.. log.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        int heading = Array.FindIndex(lines, line => line.StartsWith("ERROR", StringComparison.Ordinal));
        return lines.ElementAtOrDefault(heading + 1) ?? "see --help";
    }
}
