using System.Text.Json.Serialization;
using ConcurrencyBench.Workers;

namespace HashFolder;

/// <summary>What the host asks its workers to do. Both have this file, so that they cannot differ.</summary>
internal static class HashMethods
{
    /// <summary>Hashes a file: its full path → its hash.</summary>
    public static WorkerMethod<string, FileHash> Hash { get; } = new("hash", new JsonWorkerSerializer(HashJson.Default));
}

/// <summary>The hash of a file.</summary>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal digits.</param>
/// <param name="Bytes">The number of bytes of the file.</param>
internal sealed record FileHash(string Sha256, long Bytes);

/// <summary>The code that reads and writes these types, which the compiler generates.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(FileHash))]
internal sealed partial class HashJson : JsonSerializerContext;
