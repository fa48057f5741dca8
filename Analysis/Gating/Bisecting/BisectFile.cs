using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Gating.Bisecting;

/// <summary>The file of a bisection. A bisection that was interrupted goes on from it.</summary>
internal sealed class BisectFile : IDisposable
{
    private const string NoRun = "it is no file of a bisection (bisect.jsonl).";

    private readonly LineFile<BisectLine> _file;

    private BisectFile(LineFile<BisectLine> file) => _file = file;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">There is one already, or it cannot be written.</exception>
    public static BisectFile Create(string path, BisectHeader header)
    {
        BisectFile file = new(LineFile<BisectLine>.Create(path));
        file.Append(header);
        return file;
    }

    /// <summary>Opens a file to go on with it.</summary>
    /// <exception cref="ReportFormatException">It is no bisection's file.</exception>
    /// <exception cref="IOException">Another process writes it, or it cannot be written.</exception>
    public static BisectFile Resume(string path, out BisectRun run) => new(LineFile<BisectLine>.Resume(path, NoRun, CreateRun, out run));

    /// <summary>Reads a file without changing it.</summary>
    /// <exception cref="ReportFormatException">It cannot be read, or is no bisection's file.</exception>
    public static BisectRun Read(string path) => CreateRun(path, LineFile<BisectLine>.Read(path, NoRun));

    /// <inheritdoc cref="LineFile{TLine}.Append"/>
    public void Append(BisectLine line) => _file.Append(line);

    /// <summary>Closes it.</summary>
    public void Dispose() => _file.Dispose();

    private static BisectRun CreateRun(string path, ImmutableArray<BisectLine> lines)
    {
        if (lines[0] is not BisectHeader { SchemaVersion: BisectHeader.CurrentSchema, Commits.Length: > 1 } header)
        {
            throw new ReportFormatException(path, NoRun);
        }

        BisectRun run = new(header);
        for (int i = 1; i < lines.Length; i++)
        {
            run = IsDamaged(lines[i], header.Last) ? throw LineFile<BisectLine>.CreateDamaged(path, i + 1) : run.With(lines[i]);
        }

        return run;
    }

    private static bool IsDamaged(BisectLine line, int last) =>
        line switch
        {
            BisectHeader => true,
            SkipLine skip => skip.Commit < 1 || skip.Commit >= last,
            AlikeLine alike => Math.Min(alike.Commit, alike.Other) < 0 || Math.Max(alike.Commit, alike.Other) > last,
            PairLine pair => pair.Commit < 1
                || pair.Commit > last
                || (pair.Unsteady is null && (pair.Baseline.IsDefaultOrEmpty || pair.Candidate.IsDefaultOrEmpty)),
            CommitProfileLine profile => profile.Before < 0
                || profile.After <= profile.Before
                || profile.After > last
                || profile.Profile is not { Baseline: not null, Candidate: not null },
            CommitMethodsLine commits => commits.Methods is not { Methods.IsDefault: false },
            _ => false,
        };
}
