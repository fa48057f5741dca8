using System.Buffers.Binary;
using System.Text;

namespace ConcurrencyBench.EchoWorker;

/// <summary>The verbs of requests to an echo worker. The first byte of a request; an empty request is <see cref="Echo"/> too.</summary>
internal enum Verb : byte
{
    /// <summary>Answers the request itself.</summary>
    Echo = 1,

    /// <summary>As <see cref="Echo"/>, after three milliseconds.</summary>
    EchoLater,

    /// <summary>Answers so many bytes: <see cref="EchoRequest.Pattern"/>.</summary>
    Give,

    /// <summary>Waits so many milliseconds, unless it is cancelled; answers the process id.</summary>
    Sleep,

    /// <summary>Computes for so many milliseconds and ignores cancellation; answers the process id.</summary>
    Spin,

    /// <summary>Answers the number of such requests that this worker has begun before.</summary>
    Count,

    /// <summary>Throws with the text.</summary>
    Throw,

    /// <summary>Prints the text to standard output and, backwards, to standard error; answers nothing.</summary>
    Print,

    /// <summary>Starts a shell that does the text and has every handle that it can inherit; answers its process id.</summary>
    Shell,

    /// <summary>Makes a pool of its own and answers what the worker of that one answers: its process id.</summary>
    Nest,

    /// <summary>Waits until it is cancelled, and throws in the midst of the cancellation.</summary>
    CancelBadly,

    /// <summary>Ends the process with that exit code.</summary>
    Exit,

    /// <summary>Answers the value of the environment variable that the text names, and nothing where it is not set.</summary>
    Variable,

    /// <summary>Answers the path of the folder in which the worker runs.</summary>
    Folder,

    /// <summary>Ends the job as the <see cref="OddEnd"/> of that number.</summary>
    EndOddly,

    /// <summary>
    /// Reports 1 to that number, waits so many milliseconds as the text says, unless it is cancelled, and answers the job's id. It needs
    /// a worker that was started with the argument <c>reports</c>.
    /// </summary>
    Report,

    /// <summary>Holds so many more MiB for ever; answers the process id, or never when there is a text.</summary>
    Leak,
}

/// <summary>Requests to an echo worker, and its answers. The tests have this file too.</summary>
internal static class EchoRequest
{
    private const int TextStart = 5;

    /// <returns>The request: verb, number, text.</returns>
    public static byte[] Create(Verb verb, int number = 0, string text = "")
    {
        byte[] request = new byte[TextStart + Encoding.UTF8.GetByteCount(text)];
        request[0] = (byte)verb;
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(1), number);
        Encoding.UTF8.GetBytes(text, request.AsSpan(TextStart));
        return request;
    }

    /// <returns>A request of that length which is its own answer.</returns>
    public static byte[] Echo(int length, int seed = 0)
    {
        byte[] request = Pattern(length, seed);
        if (length > 0)
        {
            request[0] = (byte)Verb.Echo;
        }

        return request;
    }

    /// <returns>So many bytes without a visible pattern, always the same ones.</returns>
    public static byte[] Pattern(int length, int seed = 0)
    {
        byte[] bytes = new byte[length];
#pragma warning disable CA5394 // Nothing secret.
        new Random(seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    public static Verb VerbOf(ReadOnlySpan<byte> request) => request.IsEmpty ? Verb.Echo : (Verb)request[0];

    public static int NumberOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);

    public static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[TextStart..]);

    /// <returns>An answer that is a number.</returns>
    public static byte[] Number(int number) => BitConverter.GetBytes(number);

    /// <returns>The number that an answer is.</returns>
    public static int ReadNumber(ReadOnlyMemory<byte> answer) => BitConverter.ToInt32(answer.Span);
}
