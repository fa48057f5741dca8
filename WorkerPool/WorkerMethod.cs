using System.Buffers;
using System.Text;

namespace ConcurrencyBench.Workers;

/// <summary>A method that workers do: its name, the types of its requests and answers, and how they become bytes.</summary>
/// <remarks>
/// Host and worker share one definition, so that they cannot differ: the worker adds a handler for it to <see cref="WorkerMethods"/>, and
/// the host calls it by <see cref="WorkerPoolMethods"/>.
/// </remarks>
/// <typeparam name="TRequest">The type of its requests.</typeparam>
/// <typeparam name="TAnswer">The type of its answers.</typeparam>
public sealed class WorkerMethod<TRequest, TAnswer>
{
    private readonly byte[] _head;

    /// <param name="name">Its name among the methods of a worker: 1 to 255 bytes of UTF-8.</param>
    /// <param name="serializer">Converts its requests and answers.</param>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public WorkerMethod(string name, IWorkerSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        Name = name;
        Serializer = serializer;
        _head = MethodCall.CreateHead(name);
    }

    /// <summary>Its name among the methods of a worker.</summary>
    public string Name { get; }

    /// <summary>Converts its requests and answers.</summary>
    public IWorkerSerializer Serializer { get; }

    /// <returns>The payload of a call of this method.</returns>
    internal ReadOnlyMemory<byte> CreateCall(TRequest request) => Write(request, _head);

    /// <returns>The payload of its answer.</returns>
    internal ReadOnlyMemory<byte> CreateAnswer(TAnswer answer) => Write(answer, []);

    private ReadOnlyMemory<byte> Write<T>(T value, ReadOnlySpan<byte> head)
    {
        ArrayBufferWriter<byte> output = new();
        output.Write(head);
        Serializer.Serialize(value, output);
        return output.WrittenMemory;
    }
}

// A call on the wire: the number of the bytes of the name (1 byte), the name (UTF-8), the request.

/// <summary>The payload of a call of a method.</summary>
internal static class MethodCall
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>What comes before the request.</returns>
    /// <exception cref="ArgumentException">The name is empty, too long, or no text.</exception>
    public static byte[] CreateHead(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        byte[] bytes = Encoding.GetBytes(name);
        return bytes.Length <= byte.MaxValue
            ? [(byte)bytes.Length, .. bytes]
            : throw new ArgumentException($"The name of a method has 1 to {byte.MaxValue} bytes, not {bytes.Length}.", nameof(name));
    }

    /// <returns>The name of the method, and the bytes of the request.</returns>
    /// <exception cref="FormatException">The payload is no call of a method.</exception>
    public static (string Name, ReadOnlyMemory<byte> Request) Parse(ReadOnlyMemory<byte> payload)
    {
        int length = payload.IsEmpty ? 0 : payload.Span[0];
        if (length == 0 || payload.Length <= length)
        {
            throw NoCall();
        }

        try
        {
            return (Encoding.GetString(payload.Span.Slice(1, length)), payload[(1 + length)..]);
        }
        catch (DecoderFallbackException)
        {
            throw NoCall();
        }
    }

    private static FormatException NoCall() => new("The payload is no call of a method. Pass the WorkerMethod to the pool, not bytes.");
}
