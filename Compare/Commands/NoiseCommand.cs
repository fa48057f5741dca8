using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Loading.Tables;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Learns a machine's noise from reports of unchanged code, and keeps it beside them.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class NoiseCommand(CommandOutput output)
{
    /// <returns>The <see cref="ExitCode"/>.</returns>
    public int Run(NoiseRequest request)
    {
        LoadedRuns[] loaded = [.. request.Reports.Paths.Select(ReportLoader.LoadRuns)];
        ImmutableArray<Report> runs = TableAlignment.Align([.. loaded.SelectMany(one => one.Runs)]);
        SelectedReports.RequireMatch(request.Reports, runs);
        NameFilter filter = new(request.Reports.Filters);
        string file = request.Output ?? Path.Combine(FindCommonFolder(request.Reports.Paths), NoiseFile.Name);
        NoiseProfile profile = NoiseProfile.Learn([.. runs.Select(filter.Apply)]) with { Path = file };
        ConsoleRenderer.Render(output.Console, NoiseDocument.Create(profile, [.. loaded.SelectMany(one => one.Warnings)]));
        AtomicFile.Write(file, NoiseFile.Render(profile));
        return ExitCode.NothingSlower;
    }

    // The deepest folder that holds all of them.
    private static string FindCommonFolder(ImmutableArray<string> paths)
    {
        string[][] folders =
        [
            .. paths.Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? "").Select(SplitFolder),
        ];
        int shared = Enumerable
            .Range(0, folders.Min(folder => folder.Length))
            .TakeWhile(i => folders.All(folder => folder[i] == folders[0][i]))
            .Count();
        string common = string.Join(Path.DirectorySeparatorChar, folders[0][..shared]);
        return Path.GetRelativePath(
            Environment.CurrentDirectory,
            common.Length == 0 ? Path.GetPathRoot(Environment.CurrentDirectory)! : common
        );
    }

    private static string[] SplitFolder(string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Length == 0 ? "." : folder)).Split(Path.DirectorySeparatorChar);
}
