using System.Security.Cryptography;

namespace HashFolder;

/// <summary>The worker's part.</summary>
internal static class FileHash
{
    private const int BlockBytes = 1 << 16;

    /// <returns>The SHA-256 of a file.</returns>
    /// <exception cref="OperationCanceledException">The host does not want the answer any more; looked at for each block.</exception>
    public static byte[] Compute(string path, CancellationToken cancellationToken)
    {
        using FileStream file = File.OpenRead(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockBytes];
        for (int read; (read = file.Read(block)) > 0; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            DecodeNatively(block.AsSpan(0, read));
            hash.AppendData(block, 0, read);
        }

        return hash.GetHashAndReset();
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
