using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Engines.Cluster.Hosts;

/// <summary>The first thing that a host says of itself.</summary>
/// <param name="Version">The version of what hosts and their giver say to each other.</param>
/// <param name="Cores">The number of items that it runs at once.</param>
/// <param name="ProcessId">The id of its process, for messages.</param>
/// <param name="Id">Its name among the hosts of a cluster.</param>
internal sealed record HostHello(int Version, int Cores, int ProcessId, Guid Id)
{
    /// <summary>The version of this build. It changes with the form of any message.</summary>
    public const int OwnVersion = 1;

    private const int Mark = 0x484C4C4F;

    /// <summary>The hello of a host in this process.</summary>
    public static HostHello Create(int cores) => new(OwnVersion, cores, Environment.ProcessId, Guid.NewGuid());

    /// <returns>The reason why a partner of this build refuses the host, as a message to its user; null where it takes it.</returns>
    public string? FindRefusal() =>
        Version == OwnVersion
            ? null
            : $"The host of process {ProcessId} speaks version {Version} and its giver version {OwnVersion}: use the same build for both.";

    /// <summary>The bytes of the hello. Their beginning, mark and version, is the same in all versions.</summary>
    public byte[] Encode() => new FieldWriter().Int(Mark).Int(Version).Int(Cores).Int(ProcessId).Raw(Id.ToByteArray()).ToArray();

    /// <returns>The hello; of another version, only the version and what can be read.</returns>
    /// <exception cref="FrameFormatException">The bytes are no hello.</exception>
    public static HostHello Decode(ReadOnlySpan<byte> bytes)
    {
        FieldReader fields = new(bytes);
        if (fields.Int() != Mark)
        {
            throw new FrameFormatException("This is no hello of a host.");
        }

        int version = fields.Int();
        int cores = fields.Int();
        int processId = fields.Int();
        return new HostHello(version, cores, processId, new Guid(bytes[(4 * sizeof(int))..][..16]));
    }
}
