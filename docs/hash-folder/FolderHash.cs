using System.Text;
using ConcurrencyBench.Workers;

namespace HashFolder;

/// <summary>The host's part: hashes the files of a folder, and prints them in the order of their names.</summary>
internal sealed class FolderHash(WorkerPool pool, string folder)
{
    private const int Interrupted = 130;

    private readonly string[] _files =
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];
    private int _done;

    /// <returns>The exit code: 0 when every file has a hash, 1 when one has none, 130 when it was interrupted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string?[] hashes = new string?[_files.Length];
        ParallelOptions window = new()
        {
            // Not all files at once: each that waits takes memory, and an interrupt has to cancel it.
            MaxDegreeOfParallelism = 4 * Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        try
        {
            await Parallel.ForAsync(
                0,
                _files.Length,
                window,
                async (index, token) => hashes[index] = await HashAsync(_files[index], token)
            );
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Interrupted after {_done} of {_files.Length} files.");
            return Interrupted;
        }

        for (int index = 0; index < _files.Length; index++)
        {
            if (hashes[index] is { } hash)
            {
                Console.WriteLine($"{hash}  {Path.GetRelativePath(folder, _files[index])}");
            }
        }

        return hashes.Contains(null) ? 1 : 0;
    }

    /// <returns>The hash; null where the file has none, which is printed.</returns>
    private async Task<string?> HashAsync(string file, CancellationToken cancellationToken)
    {
        string? hash = null;
        string end = "done";
        try
        {
            ReadOnlyMemory<byte> answer = await pool.RunAsync(Encoding.UTF8.GetBytes(Path.GetFullPath(file)), cancellationToken);
            hash = Convert.ToHexStringLower(answer.Span);
        }
        catch (RemoteException exception)
        {
            end = exception.Message; // It threw in the worker, which goes on.
        }
        catch (WorkerLostException exception)
        {
            end = $"its worker was lost: {exception.Message.Split('\n')[0]}"; // Another one takes its place; no other file is lost.
        }

        Console.Error.WriteLine($"{Interlocked.Increment(ref _done)}/{_files.Length} {Path.GetRelativePath(folder, file)}: {end}");
        return hash;
    }
}
