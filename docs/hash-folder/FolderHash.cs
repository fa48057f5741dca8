using ConcurrencyBench.Workers;

namespace HashFolder;

/// <summary>The host's part: hashes the files of a folder, and prints them in the order of their names.</summary>
internal sealed class FolderHash(WorkerPool pool, string folder)
{
    private const int Interrupted = 130;

    private readonly string[] _files =
    [
        .. Directory.EnumerateFiles(Path.GetFullPath(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];
    private int _done;
    private int _failed;

    /// <returns>The exit code: 0 when every file has a hash, 1 when one has none, 130 when it was interrupted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        StreamOptions options = new()
        {
            // No more files than that are asked for and not printed: a folder of any size takes the same memory.
            Window = 16 * Environment.ProcessorCount,
            Jobs = new JobOptions { OnProgress = PrintProgress },
        };
        try
        {
            await foreach (
                StreamAnswer<FileHash> answer in pool.StreamAsync(HashMethods.Hash, _files.ToAsyncEnumerable(), options, cancellationToken)
            )
            {
                Print(answer);
            }
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Interrupted after {_done} of {_files.Length} files.");
            return Interrupted;
        }

        return _failed == 0 ? 0 : 1;
    }

    private void Print(StreamAnswer<FileHash> answer)
    {
        string name = NameOf(answer.Index);
        string end = answer.Exception switch
        {
            RemoteException exception => exception.Message, // It threw in the worker, which goes on.
            WorkerLostException exception => $"its worker was lost: {exception.Message.Split('\n')[0]}", // Another takes its place.
            _ => $"{answer.Answer.Bytes} bytes", // Where no worker starts, this throws.
        };
        if (answer.Exception is null)
        {
            Console.WriteLine($"{answer.Answer.Sha256}  {name}");
        }
        else
        {
            _failed++;
        }

        Console.Error.WriteLine($"{++_done}/{_files.Length} {name}: {end}");
    }

    // The subject of a job of a stream is its place there.
    private void PrintProgress(JobProgress progress) =>
        Console.Error.WriteLine($"{NameOf((long)progress.Subject!)}: {BitConverter.ToInt64(progress.Content.Span) >> 20} MiB …");

    private string NameOf(long index) => Path.GetRelativePath(folder, _files[index]);
}
