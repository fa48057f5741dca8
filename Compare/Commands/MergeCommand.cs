using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Gating.Shards;
using ConcurrencyBench.Compare.CommandLine;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Judges the shards of a gate together. Nothing is measured.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class MergeCommand(CommandOutput output)
{
    /// <returns>The <see cref="GateExitCode"/>.</returns>
    /// <exception cref="UsageException">The runs are not the shards of one gate.</exception>
    public int Run(MergeRequest request)
    {
        OutputFiles.RequireFolders(request.Report.Files);
        ImmutableArray<SavedShard> shards = ShardSet.Check([
            .. request.Paths.SelectMany(FindFiles).DistinctBy(Path.GetFullPath).Select(path => new SavedShard(path, RunFile.Read(path))),
        ]);
        GatePublisher publisher = new(output);
        HeaderLine header = shards[0].Run.Header;
        if (header.IsSameCode)
        {
            return publisher.PublishSameCode(header.Baseline, header.Candidate, request.Report);
        }

        string folder = request.Folder ?? GatePreparation.CreateFolderName("merged");
        if (File.Exists(Path.Combine(folder, GatePreparation.RunFileName)))
        {
            throw new UsageException($"There is a run in {folder} already, and its verdict would be replaced. Choose another --folder.");
        }

        Directory.CreateDirectory(folder);
        return publisher.Publish(
            GateResult.FromShards([.. shards.Select(shard => shard.Run)]),
            Path.Combine(folder, GatePreparation.RunFileName),
            runFile: null,
            request.Report
        );
    }

    private static string[] FindFiles(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"There is no file or folder '{path}'. Name the runs of all shards ({GatePreparation.RunFileName}).");
        }

        string[] files =
        [
            .. Directory.EnumerateFiles(path, GatePreparation.RunFileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        ];
        return files is []
            ? throw new UsageException(
                $"There is no {GatePreparation.RunFileName} in '{path}'. A gate with --shard writes it into its --folder."
            )
            : files;
    }
}
