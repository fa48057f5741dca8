using System.Globalization;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.CommandLine;

namespace ConcurrencyBench.Compare;

/// <summary>What comes before the first launch: the programs are built, and the run's file is begun or found again.</summary>
internal sealed class GatePreparation
{
    /// <summary>The name of a run's file in its folder.</summary>
    public const string RunFileName = "gate" + RunFile.Extension;

    private readonly ProgramBuilder _builder;
    private readonly string? _project;
    private readonly string? _program;

    /// <param name="request">What was asked.</param>
    /// <param name="begun">The first line of a run to go on with.</param>
    /// <param name="tell">Gets a line when a build begins.</param>
    public GatePreparation(GateRequest request, HeaderLine? begun, Action<string> tell)
    {
        _project = request.Project ?? begun?.Project;
        _program = request.Program ?? begun?.Program;
        _builder = new ProgramBuilder(new BuildSettings(_project, _program, BuildSettings.DefaultCacheFolder, tell));
    }

    /// <returns>Where a new run goes.</returns>
    public static string ChooseFolder(GateRequest request) =>
        request.Folder
        ?? Path.Combine(
            "BenchmarkDotNet.Artifacts",
            "gate",
            string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}-{request.Settings.Seed}")
        );

    /// <summary>Builds a side.</summary>
    /// <exception cref="UsageException">There is no such thing, or it does not build.</exception>
    public (ProgramFiles Files, SideIdentity Identity) Build(string source, CancellationToken cancellation)
    {
        ProgramSource parsed = ProgramSource.Parse(source, Environment.CurrentDirectory);
        BuiltProgram program = _builder.Build(parsed, cancellation);
        return (program.Files, new SideIdentity(parsed.CanonicalText, program.Description, program.Files.ComputeContentHash()));
    }

    /// <summary>The first line of a run of these programs.</summary>
    public HeaderLine CreateHeader(GateSettings settings, SideIdentity baseline, SideIdentity candidate) =>
        new(HeaderLine.CurrentSchema, settings, baseline, candidate, _project, _program);

    /// <summary>Goes on with the run in a file, or begins it.</summary>
    /// <exception cref="UsageException">It is a run of other programs, or of other settings.</exception>
    public static RunFile OpenRun(string path, HeaderLine header, out GateRun run)
    {
        if (!File.Exists(path))
        {
            return Begin(path, header, out run);
        }

        RunFile file = RunFile.Resume(path, out run);
        try
        {
            RequireSame("baseline", run.Header.Baseline, header.Baseline);
            RequireSame("candidate", run.Header.Candidate, header.Candidate);
            return run.Header.Settings.IsAlike(header.Settings)
                ? file
                : throw new UsageException(
                    $"The run in {path} was asked for something else. Go on with the same arguments, or choose another --folder."
                );
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static RunFile Begin(string path, HeaderLine header, out GateRun run)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RunFile file = RunFile.Create(path);
        file.Append(header);
        run = GateRun.Begin(header);
        return file;
    }

    private static void RequireSame(string side, SideIdentity then, SideIdentity now)
    {
        if (then.ContentHash != now.ContentHash)
        {
            throw new UsageException(
                $"The {side}, {then.Description}, is not the program any more that this run began with. Begin a new run."
            );
        }
    }
}
