using System.Buffers;

namespace ConcurrencyBench.Workers;

/// <summary>Converts the requests and answers of methods to bytes and back.</summary>
/// <remarks>The host and its workers use the same one. Several threads use it at once.</remarks>
public interface IWorkerSerializer
{
    /// <summary>Writes a value.</summary>
    /// <typeparam name="T">The type of a request or of an answer.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="output">Gets its bytes.</param>
    void Serialize<T>(T value, IBufferWriter<byte> output);

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">The type of a request or of an answer.</typeparam>
    /// <param name="bytes">The bytes that <see cref="Serialize"/> wrote. The value may keep them.</param>
    /// <returns>The value.</returns>
    T Deserialize<T>(ReadOnlyMemory<byte> bytes);
}
