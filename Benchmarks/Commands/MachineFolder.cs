using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Benchmarks.Advising;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Host;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Finds the overheads of a machine under results, or measures those of this one and keeps them there.</summary>
internal static class MachineFolder
{
    private static string Results => Path.Combine(SourceTree.Folder ?? Environment.CurrentDirectory, "results");

    /// <param name="request">Names the machine, or none for this one.</param>
    /// <param name="isNew">True where this machine is measured in any case.</param>
    /// <param name="tell">Gets the progress.</param>
    /// <exception cref="UsageException">Another machine is named, and it has no results.</exception>
    public static MachineOverheads FindOverheads(SuiteRequest request, bool isNew, Action<string> tell)
    {
        string own = HostReader
            .Read(null, DateTimeOffset.UtcNow, sourceFolder: null, request.Settings.Describe(BenchmarkCatalog.Baselines))
            .Machine!;
        string machine = request.Machine ?? own;
        string file = Path.Combine(Results, machine, OverheadsFile.Name);
        MachineOverheads? known =
            isNew ? null
            : request.Machine is null && !File.Exists(file) ? null
            : OverheadSource.Find(Results, machine);
        return known
            ?? (
                isNew || machine == own
                    ? Measure(machine, file, tell)
                    : throw new UsageException(
                        $"'{machine}' has no results to predict from.{NearestName.Hint(machine, OverheadSource.FindMachines(Results))} "
                            + "Run ./run.sh advise --calibrate there and copy its folder under results, or leave --machine out."
                    )
            );
    }

    private static MachineOverheads Measure(string machine, string file, Action<string> tell)
    {
        MachineOverheads measured = OverheadMeter.Measure(machine, ModelOptions.DefaultWorkers, OverheadsFile.Name, tell);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            AtomicFile.Write(file, OverheadsFile.Render(measured));
            tell($"Overheads: {file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            tell($"The overheads are not kept, because '{file}' cannot be written. {exception.Message}");
        }

        return measured;
    }
}
