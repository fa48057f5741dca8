using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Finds the measured overheads of a machine under results.</summary>
internal static class OverheadSource
{
    /// <param name="results">The folder of all results.</param>
    /// <param name="machine">The machine's name.</param>
    /// <returns>Its <see cref="OverheadsFile"/>, or those of its newest run that has any; null where nothing was measured there.</returns>
    /// <exception cref="ReportFormatException">A file cannot be read.</exception>
    public static MachineOverheads? Find(string results, string machine)
    {
        string folder = Path.Combine(results, machine);
        string file = Path.Combine(folder, OverheadsFile.Name);
        return File.Exists(file) ? OverheadsFile.Read(file)
            : Directory.Exists(folder) ? FindRun(machine, folder)
            : null;
    }

    /// <returns>The machines that have results.</returns>
    public static ImmutableArray<string> FindMachines(string results) =>
        Directory.Exists(results)
            ? [.. Directory.EnumerateDirectories(results).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)]
            : [];

    // The names of runs begin with the time of their start.
    private static MachineOverheads? FindRun(string machine, string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .Where(run => File.Exists(Path.Combine(run, HostFile.Name)))
            .Where(run => Directory.EnumerateFiles(run, $"*{nameof(ModelBenchmarks)}-report-full*.json").Any())
            .OrderDescending(StringComparer.Ordinal)
            .Select(run => ReportedOverheads.Read(machine, run))
            .FirstOrDefault(overheads => overheads is not null);
}
