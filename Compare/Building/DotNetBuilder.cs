using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>Builds a project with the <c>dotnet</c> program, and leaves no build server behind.</summary>
/// <param name="guard">Ends the build when this process is killed.</param>
/// <param name="logFolder">The folder for the logs of failed builds.</param>
internal sealed partial class DotNetBuilder(LaunchGuard guard, string logFolder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private static readonly ImmutableArray<string> NoServers =
    [
        "-nodeReuse:false",
        "-p:UseSharedCompilation=false",
        "-p:UseRazorBuildServer=false",
    ];

    // The first three leave no server running. A dotnet command around the gate sets the MSBuild ones for its own SDK.
    private static readonly ImmutableArray<(string Name, string? Value)> Environment =
    [
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        ("UseSharedCompilation", "false"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        ("DOTNET_CLI_UI_LANGUAGE", "en"),
        ("DOTNET_NOLOGO", "1"),
        ("MSBUILD_EXE_PATH", null),
        ("MSBuildSDKsPath", null),
        ("MSBuildExtensionsPath", null),
        .. GitRepository.Environment,
    ];

    /// <returns>The version of the SDK that builds the projects of a folder; "" when there is none.</returns>
    public string ReadSdkVersion(string folder, CancellationToken cancellation)
    {
        List<string> lines = [];
        ChildEnd end = Run(["--version"], folder, lines.Add, _ => { }, cancellation);
        return end.ExitCode == 0 && lines is [var version, ..] ? version.Trim() : "";
    }

    /// <param name="project">The project file.</param>
    /// <param name="source">The source, for the message.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <returns>The program, in the output folder of the build.</returns>
    /// <exception cref="UsageException">The project does not build, or is no program.</exception>
    public ProgramFiles Build(string project, string source, CancellationToken cancellation)
    {
        List<string> log = [];
        string folder = Path.GetDirectoryName(project)!;
        (string target, string? framework) = FindTarget(project, source, log, cancellation);
        ImmutableArray<string> arguments =
        [
            "build",
            project,
            "-c",
            "Release",
            "-nologo",
            .. NoServers,
            .. framework is null ? ImmutableArray<string>.Empty : ["-f", framework],
        ];
        ThrowIfFailed(Run(arguments, folder, log.Add, log.Add, cancellation), source, log);
        string assembly = Path.GetFileName(target);
        return File.Exists(Path.ChangeExtension(target, ".runtimeconfig.json"))
            ? ProgramFiles.Find(Path.GetDirectoryName(target)!, assembly)
            : throw new UsageException(
                $"{Path.GetFileName(project)} of {source} is no program for .NET: {assembly} cannot be started. {ProjectFinder.NameProject}"
            );
    }

    // When there are several frameworks, the newest .NET.
    private (string Target, string? Framework) FindTarget(string project, string source, List<string> log, CancellationToken cancellation)
    {
        BuildProperties properties = Evaluate(project, [], source, log, cancellation);
        if (properties.TargetPath.Length > 0)
        {
            return (properties.TargetPath, null);
        }

        string? framework = properties
            .TargetFrameworks.Split(';', StringSplitOptions.TrimEntries)
            .Where(name => NewFramework().IsMatch(name))
            .MaxBy(name => decimal.Parse(name[3..], CultureInfo.InvariantCulture));
        return framework is null
            ? throw new UsageException(
                $"{Path.GetFileName(project)} of {source} builds for none of .NET 5 and later "
                    + $"({properties.TargetFrameworks}). {ProjectFinder.NameProject}"
            )
            : (Evaluate(project, [$"-p:TargetFramework={framework}"], source, log, cancellation).TargetPath, framework);
    }

    private BuildProperties Evaluate(
        string project,
        ImmutableArray<string> further,
        string source,
        List<string> log,
        CancellationToken cancellation
    )
    {
        List<string> lines = [];
        ImmutableArray<string> arguments =
        [
            "msbuild",
            project,
            "-nologo",
            "-p:Configuration=Release",
            "-getProperty:TargetPath",
            "-getProperty:TargetFrameworks",
            .. NoServers,
            .. further,
        ];
        ChildEnd end = Run(arguments, Path.GetDirectoryName(project)!, lines.Add, log.Add, cancellation);
        log.AddRange(lines);
        ThrowIfFailed(end, source, log);
        return JsonSerializer
            .Deserialize(string.Join('\n', lines.SkipWhile(line => !line.StartsWith('{'))), BuildJsonContext.Default.BuildAnswer)!
            .Properties;
    }

    private ChildEnd Run(
        ImmutableArray<string> arguments,
        string folder,
        Action<string> onOutput,
        Action<string> onError,
        CancellationToken cancellation
    ) =>
        GuardedRun.Run(
            guard,
            new ChildCommand(DotNetHost.FileName, arguments, folder, Limit) { Environment = Environment },
            onOutput,
            onError,
            cancellation
        );

    private void ThrowIfFailed(ChildEnd end, string source, List<string> log)
    {
        if (end.ExitCode == 0)
        {
            return;
        }

        string file = Path.Combine(Directory.CreateDirectory(logFolder).FullName, $"{Guid.NewGuid():N}.log");
        File.WriteAllLines(file, log);
        string error =
            log.FirstOrDefault(line => ErrorLine().IsMatch(line))
            ?? (
                end.ExitCode is null
                    ? string.Create(CultureInfo.InvariantCulture, $"it took longer than {Limit.TotalMinutes} minutes.")
                    : log.LastOrDefault(line => line.Length > 0) ?? "it says nothing."
            );
        throw new UsageException($"{source} does not build: {ProjectAtEnd().Replace(error.Trim(), "")} The whole log is {file}.");
    }

    [GeneratedRegex(@"^net\d+\.\d+$")]
    private static partial Regex NewFramework();

    [GeneratedRegex(@"\berror\b( [A-Z]+\d+)?\s?:")]
    private static partial Regex ErrorLine();

    // MSBuild ends a line with the project in brackets.
    [GeneratedRegex(@" \[[^\]]*\]$")]
    private static partial Regex ProjectAtEnd();
}

internal sealed record BuildAnswer(BuildProperties Properties);

internal sealed record BuildProperties(string TargetPath, string TargetFrameworks);

[JsonSerializable(typeof(BuildAnswer))]
internal sealed partial class BuildJsonContext : JsonSerializerContext;
