using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The files of a run besides its reports.</summary>
/// <param name="Timelines">Traces, by the name of their file without its ending.</param>
/// <param name="Scaling">Its laws, predictions and overheads; empty for none.</param>
/// <param name="Files">The run's other files.</param>
/// <param name="Documents">The documents of the project that the run lies in.</param>
/// <param name="Warnings">The files that could not be read, and why.</param>
internal sealed record RunExtras(
    ImmutableArray<(string Name, ImmutableArray<TraceRun> Runs)> Timelines,
    ImmutableArray<ScalingResult> Scaling,
    ImmutableArray<(string Text, string Link, string About)> Files,
    ImmutableArray<(string Text, string Link, string About)> Documents,
    ImmutableArray<string> Warnings
)
{
    /// <summary>Looks beside a run's reports. What cannot be read is a warning: the reports are still worth a page.</summary>
    public static RunExtras Find(string folder)
    {
        List<string> warnings = [];
        string scaling = Path.Combine(folder, ScalingFile.Name);
        return new RunExtras(
            [
                .. Directory
                    .GetFiles(folder, TraceFile.Pattern)
                    .Order(StringComparer.Ordinal)
                    .Select(file => (Path.GetFileNameWithoutExtension(file), TryRead(file, TraceFile.Read, warnings)))
                    .Where(trace => !trace.Item2.IsEmpty),
            ],
            File.Exists(scaling) ? TryRead(scaling, ScalingFile.Read, warnings) : [],
            [.. LinkedFiles.FindBeside(folder)],
            [.. LinkedFiles.FindDocumentsAbove(folder)],
            [.. warnings]
        );
    }

    private static ImmutableArray<T> TryRead<T>(string file, Func<string, ImmutableArray<T>> read, List<string> warnings)
    {
        try
        {
            return read(file);
        }
        catch (ReportFormatException exception)
        {
            warnings.Add($"{Path.GetFileName(file)}: {RelativeLink.Within(Path.GetDirectoryName(file)!, exception.Reason)}");
            return [];
        }
    }
}
