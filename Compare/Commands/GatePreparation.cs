using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.CommandLine;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>A side of a gate: the built program, and its identity in the run's file.</summary>
internal sealed record GateProgram(ProgramFiles Files, SideIdentity Identity);

/// <summary>Prepares the first launch: builds the programs, and begins or continues the file of the run.</summary>
internal sealed class GatePreparation
{
    /// <summary>The name of a run's file in its folder.</summary>
    public const string RunFileName = "gate" + RunFile.Extension;

    private readonly ProgramBuilder _builder;
    private readonly string? _project;
    private readonly string? _program;

    /// <param name="request">The arguments.</param>
    /// <param name="begun">The first line of the run to continue; null for a new run.</param>
    /// <param name="showMessage">Gets a line when a build begins.</param>
    public GatePreparation(GateRequest request, HeaderLine? begun, Action<string> showMessage)
    {
        _project = request.Project ?? begun?.Project;
        _program = request.Program ?? begun?.Program;
        _builder = new ProgramBuilder(new BuildSettings(_project, _program, BuildSettings.DefaultCacheFolder, showMessage));
    }

    /// <returns>The folder for a new run.</returns>
    public static string ChooseFolder(GateRequest request) =>
        request.Folder ?? CreateFolderName(request.Settings.Seed.ToString(CultureInfo.InvariantCulture));

    /// <returns>The name of a folder that is not there yet, which begins with the time.</returns>
    public static string CreateFolderName(string ending) =>
        Path.Combine(
            "BenchmarkDotNet.Artifacts",
            "gate",
            string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}-{ending}")
        );

    /// <summary>Builds the program of a side.</summary>
    /// <exception cref="UsageException">The source does not exist, or does not build.</exception>
    public GateProgram Build(string source, CancellationToken cancellation)
    {
        ProgramSource parsed = ProgramSource.Parse(source, Environment.CurrentDirectory);
        BuiltProgram program = _builder.Build(parsed, cancellation);
        return new GateProgram(
            program.Files,
            new SideIdentity(parsed.CanonicalText, program.Description, program.Files.ComputeContentHash())
        );
    }

    /// <summary>Creates the first line of a run of these programs.</summary>
    public HeaderLine CreateHeader(GateSettings settings, GateProgram baseline, GateProgram candidate) =>
        new(HeaderLine.CurrentSchema, settings, baseline.Identity, candidate.Identity, _project, _program);

    /// <summary>Continues the run in a file, or begins a new one.</summary>
    /// <exception cref="UsageException">The file holds a run of other programs, or of other settings.</exception>
    public static RunFile OpenRun(string path, HeaderLine header, out GateRun run)
    {
        if (!File.Exists(path))
        {
            return BeginRun(path, header, out run);
        }

        RunFile file = RunFile.Resume(path, out run);
        try
        {
            RequireSame("baseline", run.Header.Baseline, header.Baseline);
            RequireSame("candidate", run.Header.Candidate, header.Candidate);
            return run.Header.Settings.IsAlike(header.Settings)
                ? file
                : throw new UsageException(
                    $"The run in {path} has other settings. Go on with the same arguments, or choose another --folder."
                );
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the file of a shard whose sides are the same code, so that a merge finds it.</summary>
    public static void SaveSameCode(string path, HeaderLine header)
    {
        using RunFile file = BeginRun(path, header with { IsSameCode = true }, out _);
    }

    private static RunFile BeginRun(string path, HeaderLine header, out GateRun run)
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
                $"The {side}, {then.Description}, is no longer the program that this run began with. Begin a new run."
            );
        }
    }
}
