namespace ConcurrencyBench.Duet.Protocol;

/// <summary>An exception in the program.</summary>
/// <param name="Type">Its type's full name.</param>
/// <param name="Message">Its message.</param>
/// <param name="StackTrace">The frames, a line each; empty where there are none.</param>
internal sealed record RemoteFault(string Type, string Message, string StackTrace)
{
    /// <summary>Describes an exception.</summary>
    public static RemoteFault From(Exception exception) =>
        new(exception.GetType().FullName ?? "", exception.Message, exception.StackTrace ?? "");

    /// <summary>Writes all fields.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Type);
        writer.Write(Message);
        writer.Write(StackTrace);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RemoteFault Read(BinaryReader reader) => new(reader.ReadString(), reader.ReadString(), reader.ReadString());
}
