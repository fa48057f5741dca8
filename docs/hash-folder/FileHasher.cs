using System.Security.Cryptography;
using ConcurrencyBench.Workers;

namespace HashFolder;

/// <summary>The worker's part.</summary>
internal static class FileHasher
{
    private const int BlockBytes = 1 << 16;
    private const int BytesBetweenReports = 16 << 20;

    /// <returns>The hash of a file.</returns>
    /// <exception cref="OperationCanceledException">The host does not want the answer any more; looked at for each block.</exception>
    public static FileHash Compute(string path, JobContext job)
    {
        using FileStream file = File.OpenRead(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockBytes];
        long done = 0,
            reported = 0;
        for (int read; (read = file.Read(block)) > 0; )
        {
            job.CancellationToken.ThrowIfCancellationRequested();
            DecodeNatively(block.AsSpan(0, read));
            hash.AppendData(block, 0, read);
            done += read;
            if (done - reported >= BytesBetweenReports)
            {
                reported = done;
                job.Report(BitConverter.GetBytes(done)); // It never waits, and the host hears the latest.
            }
        }

        return new FileHash(Convert.ToHexStringLower(hash.GetHashAndReset()), done);
    }

    // Stands for the native library that most programs of this kind have, and that now and then meets an input which it cannot bear.
    private static void DecodeNatively(ReadOnlySpan<byte> block)
    {
        if (block.StartsWith("crash"u8))
        {
            Environment.FailFast("The native library has met an input that it cannot bear.");
        }
    }
}
