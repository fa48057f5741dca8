using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Checks the files that a command will write, before its work begins.</summary>
internal static class OutputFiles
{
    /// <exception cref="UsageException">The folder of a file is missing, or a file is one of the reports to read.</exception>
    public static void RequireWritable(ImmutableArray<string> outputs, ImmutableArray<string> inputs)
    {
        if (outputs.IsEmpty)
        {
            return;
        }

        RequireFolders(outputs);
        HashSet<string> reports =
        [
            .. inputs.SelectMany(input => ReportSources.Find(input)).SelectMany(source => source.Files).Select(Path.GetFullPath),
        ];
        if (outputs.FirstOrDefault(file => reports.Contains(Path.GetFullPath(file))) is { } report)
        {
            throw new UsageException($"'{report}' is one of the reports that are compared. Choose another name for -o.");
        }
    }

    /// <exception cref="UsageException">The folder of a file is missing.</exception>
    public static void RequireFolders(IEnumerable<string> outputs)
    {
        string? file = outputs.FirstOrDefault(file => file.Length == 0 || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))));
        if (file is not null)
        {
            throw new UsageException($"The folder of '{file}' does not exist. Make it, or choose another name for -o.");
        }
    }
}
